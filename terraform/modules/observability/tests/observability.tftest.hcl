mock_provider "aws" {
  mock_data "aws_caller_identity" {
    defaults = { account_id = "123456789012" }
  }
  mock_data "aws_region" {
    defaults = { id = "eu-west-1" }
  }
  mock_resource "aws_sns_topic" {
    defaults = { arn = "arn:aws:sns:eu-west-1:123456789012:weir-alarms" }
  }
}

variables {
  name              = "weir"
  flink_application = "fraud"
  kafka_cluster     = "weir"
  consumer_group    = "fraud"
  topics            = ["transactions", "labels"]
  kms_key_arn       = "arn:aws:kms:eu-west-1:123456789012:key/1"
  mail_addresses    = ["on-call@example.com"]
  triton            = { namespace = "Weir/Triton", dimensions = { Service = "triton" } }
}

run "there_is_an_alarm_for_all_that_goes_wrong" {
  assert {
    condition = jsonencode(output.alarm_names) == jsonencode([
      "weir-checkpoint-age",
      "weir-checkpoint-duration",
      "weir-checkpoint-failures",
      "weir-downtime",
      "weir-kafka-offline-partitions",
      "weir-lag-labels",
      "weir-lag-transactions",
      "weir-restarts",
      "weir-triton-queue",
    ])
    error_message = "the alarms are ${join(", ", output.alarm_names)}"
  }
  assert {
    condition = alltrue([
      for alarm in concat(
        values(aws_cloudwatch_metric_alarm.lag),
        aws_cloudwatch_metric_alarm.triton_queue,
        [
          aws_cloudwatch_metric_alarm.checkpoint_age,
          aws_cloudwatch_metric_alarm.checkpoint_duration,
          aws_cloudwatch_metric_alarm.checkpoint_failures,
          aws_cloudwatch_metric_alarm.downtime,
          aws_cloudwatch_metric_alarm.kafka_offline,
          aws_cloudwatch_metric_alarm.restarts,
        ],
      ) : alarm.alarm_actions == toset([aws_sns_topic.alarms.arn])
    ])
    error_message = "an alarm tells nobody"
  }
}

run "a_job_that_says_nothing_is_an_alarm" {
  assert {
    condition = alltrue([
      for alarm in concat(values(aws_cloudwatch_metric_alarm.lag), [aws_cloudwatch_metric_alarm.downtime, aws_cloudwatch_metric_alarm.checkpoint_age]) :
      alarm.treat_missing_data == "breaching"
    ])
    error_message = "silence is taken for health"
  }
}

run "alarms_watch_this_job" {
  assert {
    condition = jsonencode({
      for topic, alarm in aws_cloudwatch_metric_alarm.lag : topic => alarm.dimensions
      }) == jsonencode({
      labels       = { "Cluster Name" = "weir", "Consumer Group" = "fraud", Topic = "labels" }
      transactions = { "Cluster Name" = "weir", "Consumer Group" = "fraud", Topic = "transactions" }
    })
    error_message = "the lag is that of another group or topic"
  }
  assert {
    condition     = jsonencode(aws_cloudwatch_metric_alarm.downtime.dimensions) == jsonencode({ Application = "fraud" })
    error_message = "another application is watched"
  }
  assert {
    condition     = aws_cloudwatch_metric_alarm.triton_queue[0].threshold == 1
    error_message = "Triton's queue has another bound than 1"
  }
}

run "messages_are_encrypted_and_only_alarms_send_them" {
  assert {
    condition     = aws_sns_topic.alarms.kms_master_key_id == var.kms_key_arn
    error_message = "messages are not encrypted with the given key"
  }
  assert {
    condition = alltrue([
      for statement in jsondecode(aws_sns_topic_policy.alarms.policy).Statement :
      statement.Principal == { Service = "cloudwatch.amazonaws.com" } && statement.Condition.StringEquals["aws:SourceAccount"] == "123456789012"
    ])
    error_message = "others than this account's alarms may send"
  }
  assert {
    condition     = jsonencode(keys(aws_sns_topic_subscription.mail)) == jsonencode(["on-call@example.com"])
    error_message = "the mail goes to somebody else"
  }
}

run "the_dashboard_shows_what_alarms_watch" {
  assert {
    condition = alltrue([
      for metric in ["EstimatedMaxTimeLag", "lastCheckpointDuration", "numberOfFailedCheckpoints", "numRestarts", "nv_inference_queue_duration_us"] :
      strcontains(aws_cloudwatch_dashboard.main.dashboard_body, metric)
    ])
    error_message = "the dashboard lacks a metric that an alarm watches"
  }
  assert {
    condition = length(distinct([
      for widget in jsondecode(aws_cloudwatch_dashboard.main.dashboard_body).widgets : "${widget.x} ${widget.y}"
    ])) == length(jsondecode(aws_cloudwatch_dashboard.main.dashboard_body).widgets)
    error_message = "charts lie on top of each other"
  }
}

run "without_triton_nothing_watches_it" {
  variables {
    triton = null
  }
  assert {
    condition     = length(aws_cloudwatch_metric_alarm.triton_queue) == 0 && !strcontains(aws_cloudwatch_dashboard.main.dashboard_body, "nv_inference")
    error_message = "something watches a Triton that is not there"
  }
}

run "wrong_values_are_refused" {
  command = plan
  variables {
    name                   = "Weir"
    checkpoint_age_minutes = 0
    checkpoint_duration_ms = 0
    checkpoint_failures    = -1
    consumer_group         = "fraud:1"
    flink_application      = "fraud job"
    kafka_cluster          = "weir.kafka"
    kms_key_arn            = "alias/weir"
    lag_seconds            = 0
    mail_addresses         = ["on-call"]
    restarts               = -1
    topics                 = []
    triton                 = { namespace = "Weir/Triton", dimensions = {}, queue_ratio = 0 }
  }
  expect_failures = [
    var.name,
    var.checkpoint_age_minutes,
    var.checkpoint_duration_ms,
    var.checkpoint_failures,
    var.consumer_group,
    var.flink_application,
    var.kafka_cluster,
    var.kms_key_arn,
    var.lag_seconds,
    var.mail_addresses,
    var.restarts,
    var.topics,
    var.triton,
  ]
}

run "triton_has_a_namespace_of_its_own" {
  command = plan
  variables {
    triton = { namespace = "AWS/Triton", dimensions = {} }
  }
  expect_failures = [var.triton]
}
