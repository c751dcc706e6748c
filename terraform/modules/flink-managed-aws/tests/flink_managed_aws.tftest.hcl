mock_provider "aws" {
  mock_data "aws_caller_identity" {
    defaults = { account_id = "123456789012" }
  }
  mock_data "aws_partition" {
    defaults = { partition = "aws" }
  }
  mock_data "aws_region" {
    defaults = { id = "eu-west-1" }
  }
  mock_resource "aws_cloudwatch_log_group" {
    defaults = { arn = "arn:aws:logs:eu-west-1:123456789012:log-group:/weir/fraud/flink" }
  }
  mock_resource "aws_cloudwatch_log_stream" {
    defaults = { arn = "arn:aws:logs:eu-west-1:123456789012:log-group:/weir/fraud/flink:log-stream:job" }
  }
  mock_resource "aws_iam_role" {
    defaults = { arn = "arn:aws:iam::123456789012:role/fraud-flink" }
  }
}

variables {
  name               = "fraud"
  pipeline           = "fraud"
  pipeline_arguments = { bootstrapServers = "b-1:9098", arrival = "ON_ARRIVAL" }
  code               = { bucket_arn = "arn:aws:s3:::weir-artifacts", key = "jars/weir-1.jar" }
  kafka = {
    cluster_arn  = "arn:aws:kafka:eu-west-1:123456789012:cluster/weir/0a0a-1"
    read_topics  = ["transactions", "labels"]
    write_topics = ["actions", "dead-letters"]
  }
  models             = { bucket_arn = "arn:aws:s3:::weir-artifacts", prefix = "models/fraud" }
  secret_arns        = ["arn:aws:secretsmanager:eu-west-1:123456789012:secret:weir/triton-abcdef"]
  kms_key_arn        = "arn:aws:kms:eu-west-1:123456789012:key/1"
  subnet_ids         = ["subnet-1", "subnet-2"]
  security_group_ids = ["sg-1"]
}

run "the_options_arrive_in_the_group_that_the_jar_reads" {
  command = plan
  assert {
    condition = jsonencode({
      for group in aws_kinesisanalyticsv2_application.main.application_configuration[0].environment_properties[0].property_group :
      group.property_group_id => group.property_map
    }) == jsonencode({ weir = { pipeline = "fraud", jobName = "fraud", maxParallelism = "128", bootstrapServers = "b-1:9098", arrival = "ON_ARRIVAL" } })
    error_message = "the group weir does not hold the pipeline's name, the job's and its options"
  }
}

run "nothing_is_left_to_what_the_service_likes" {
  command = plan
  assert {
    condition     = one(aws_kinesisanalyticsv2_application.main.application_configuration[0].flink_application_configuration[0].checkpoint_configuration).configuration_type == "CUSTOM"
    error_message = "the service decides when checkpoints are taken"
  }
  assert {
    condition     = one(aws_kinesisanalyticsv2_application.main.application_configuration[0].flink_application_configuration[0].checkpoint_configuration).checkpoint_interval == 1000
    error_message = "checkpoints are not taken every second"
  }
  assert {
    condition     = one(aws_kinesisanalyticsv2_application.main.application_configuration[0].flink_application_configuration[0].parallelism_configuration).configuration_type == "CUSTOM"
    error_message = "the service decides the parallelism"
  }
  assert {
    condition     = one(aws_kinesisanalyticsv2_application.main.application_configuration[0].flink_application_configuration[0].parallelism_configuration).auto_scaling_enabled
    error_message = "the job does not scale"
  }
  assert {
    condition     = one(aws_kinesisanalyticsv2_application.main.application_configuration[0].flink_application_configuration[0].monitoring_configuration).configuration_type == "CUSTOM"
    error_message = "the service decides what is logged"
  }
  assert {
    condition     = aws_kinesisanalyticsv2_application.main.runtime_environment == "FLINK-1_19"
    error_message = "the jar is built for Flink 1.19"
  }
}

run "no_update_loses_state" {
  command = plan
  assert {
    condition     = aws_kinesisanalyticsv2_application.main.application_configuration[0].application_snapshot_configuration[0].snapshots_enabled
    error_message = "no snapshot is taken before an update"
  }
  assert {
    condition     = !aws_kinesisanalyticsv2_application.main.force_stop
    error_message = "the job is stopped without a snapshot"
  }
  assert {
    condition     = aws_kinesisanalyticsv2_application.main.application_configuration[0].run_configuration[0].application_restore_configuration[0].application_restore_type == "RESTORE_FROM_LATEST_SNAPSHOT"
    error_message = "the job does not go on from its latest snapshot"
  }
  assert {
    condition     = !aws_kinesisanalyticsv2_application.main.application_configuration[0].run_configuration[0].flink_run_configuration[0].allow_non_restored_state
    error_message = "state may be dropped without being asked to"
  }
}

run "a_named_snapshot_is_restored" {
  command = plan
  variables {
    restore_snapshot = "before-release-7"
  }
  assert {
    condition     = aws_kinesisanalyticsv2_application.main.application_configuration[0].run_configuration[0].application_restore_configuration[0].application_restore_type == "RESTORE_FROM_CUSTOM_SNAPSHOT"
    error_message = "another snapshot than the named one is restored"
  }
  assert {
    condition     = aws_kinesisanalyticsv2_application.main.application_configuration[0].run_configuration[0].application_restore_configuration[0].snapshot_name == "before-release-7"
    error_message = "another snapshot than the named one is restored"
  }
}

run "the_job_is_in_the_private_network_and_its_log_is_encrypted" {
  assert {
    condition     = toset(aws_kinesisanalyticsv2_application.main.application_configuration[0].vpc_configuration[0].subnet_ids) == toset(var.subnet_ids)
    error_message = "the job is not in the given subnets"
  }
  assert {
    condition     = aws_cloudwatch_log_group.main.kms_key_id == var.kms_key_arn && aws_cloudwatch_log_group.main.retention_in_days == 30
    error_message = "the log is not encrypted with the given key, or kept for ever"
  }
  assert {
    condition     = aws_kinesisanalyticsv2_application.main.cloudwatch_logging_options[0].log_stream_arn == aws_cloudwatch_log_stream.main.arn
    error_message = "the job does not log"
  }
}

run "the_role_may_do_what_the_job_does_and_nothing_else" {
  assert {
    condition = {
      for statement in jsondecode(aws_iam_role_policy.main.policy).Statement :
      statement.Sid => [for resource in statement.Resource : trimprefix(resource, "arn:aws:kafka:eu-west-1:123456789012:")]
      if contains(["Connect", "Read", "Write", "Group"], statement.Sid)
      } == {
      Connect = ["cluster/weir/0a0a-1"]
      Read    = ["topic/weir/0a0a-1/labels", "topic/weir/0a0a-1/transactions"]
      Write   = ["topic/weir/0a0a-1/actions", "topic/weir/0a0a-1/dead-letters"]
      Group   = ["group/weir/0a0a-1/fraud*"]
    }
    error_message = "the job may do something else with Kafka than its topics and groups need"
  }
  assert {
    condition = {
      for statement in jsondecode(aws_iam_role_policy.main.policy).Statement : statement.Sid => statement.Resource
      if length([for action in statement.Action : action if startswith(action, "s3:")]) > 0
      } == {
      Code       = ["arn:aws:s3:::weir-artifacts/jars/weir-1.jar"]
      Models     = ["arn:aws:s3:::weir-artifacts/models/fraud/*"]
      ListModels = ["arn:aws:s3:::weir-artifacts"]
    }
    error_message = "the job may read other objects than its jar and its models"
  }
  assert {
    condition = alltrue(flatten([
      for statement in jsondecode(aws_iam_role_policy.main.policy).Statement :
      [for action in statement.Action : !strcontains(action, "*")]
    ]))
    error_message = "some actions are not named one by one"
  }
  assert {
    condition = [
      for statement in jsondecode(aws_iam_role_policy.main.policy).Statement : statement.Sid
      if contains(statement.Resource, "*")
    ] == ["DescribeNetwork"]
    error_message = "something besides EC2's descriptions is allowed for every resource"
  }
  assert {
    condition = alltrue([
      for action in flatten([for statement in jsondecode(aws_iam_role_policy.main.policy).Statement : statement.Action if contains(statement.Resource, "*")]) :
      startswith(action, "ec2:Describe")
    ])
    error_message = "something besides EC2's descriptions is allowed for every resource"
  }
  assert {
    condition = [
      for statement in jsondecode(aws_iam_role_policy.main.policy).Statement : statement.Resource if statement.Sid == "Secrets"
    ] == [["arn:aws:secretsmanager:eu-west-1:123456789012:secret:weir/triton-abcdef"]]
    error_message = "the job may read other secrets than its own"
  }
  assert {
    condition = alltrue([
      for statement in jsondecode(aws_iam_role.main.assume_role_policy).Statement :
      statement.Principal == { Service = "kinesisanalytics.amazonaws.com" } &&
      statement.Condition.ArnEquals["aws:SourceArn"] == "arn:aws:kinesisanalytics:eu-west-1:123456789012:application/fraud"
    ])
    error_message = "somebody else than this application may have the role"
  }
}

run "without_models_and_secrets_there_are_no_rights_to_them" {
  variables {
    models      = null
    secret_arns = []
  }
  assert {
    condition = length([
      for statement in jsondecode(aws_iam_role_policy.main.policy).Statement : statement
      if contains(["Models", "ListModels", "Secrets"], statement.Sid)
    ]) == 0
    error_message = "the job may read what it does not need"
  }
}

run "wrong_values_are_refused" {
  command = plan
  variables {
    name                   = "Fraud"
    checkpoint_interval_ms = 10
    checkpoint_pause_ms    = -1
    code                   = { bucket_arn = "weir-artifacts", key = "jars/weir-1.jar" }
    kafka = {
      cluster_arn  = "weir"
      read_topics  = ["transactions"]
      write_topics = ["actions"]
    }
    kms_key_arn         = "alias/weir"
    log_level           = "TRACE"
    log_retention_days  = 31
    metrics_level       = "JOB"
    models              = { bucket_arn = "weir-artifacts", prefix = "models" }
    parallelism         = 0
    parallelism_per_kpu = 9
    pipeline            = "Fraud"
    pipeline_arguments  = { pipeline = "fraud" }
    restore_snapshot    = "before release 7"
    secret_arns         = ["arn:aws:secretsmanager:eu-west-1:123456789012:secret:*"]
    security_group_ids  = []
    subnet_ids          = ["subnet-1"]
  }
  expect_failures = [
    var.name,
    var.checkpoint_interval_ms,
    var.checkpoint_pause_ms,
    var.code,
    var.kafka,
    var.kms_key_arn,
    var.log_level,
    var.log_retention_days,
    var.metrics_level,
    var.models,
    var.parallelism,
    var.parallelism_per_kpu,
    var.pipeline,
    var.pipeline_arguments,
    var.restore_snapshot,
    var.secret_arns,
    var.security_group_ids,
    var.subnet_ids,
  ]
}

run "a_job_without_topics_and_options_without_values_are_refused" {
  command = plan
  variables {
    code = { bucket_arn = "arn:aws:s3:::weir-artifacts", key = "jars/*" }
    kafka = {
      cluster_arn  = "arn:aws:kafka:eu-west-1:123456789012:cluster/weir/0a0a-1"
      read_topics  = []
      write_topics = ["actions"]
    }
    max_parallelism    = 0
    models             = { bucket_arn = "arn:aws:s3:::weir-artifacts", prefix = "models/" }
    pipeline_arguments = { bootstrapServers = "" }
  }
  expect_failures = [
    var.code,
    var.kafka,
    var.max_parallelism,
    var.models,
    var.pipeline_arguments,
  ]
}

run "rights_to_all_topics_and_secrets_among_the_options_are_refused" {
  command = plan
  variables {
    kafka = {
      cluster_arn  = "arn:aws:kafka:eu-west-1:123456789012:cluster/weir/0a0a-1"
      read_topics  = ["*"]
      write_topics = ["actions"]
    }
    pipeline_arguments = { tritonPassword = "x" }
  }
  expect_failures = [
    var.kafka,
    var.pipeline_arguments,
  ]
}
