# A pipeline on Amazon Managed Service for Apache Flink, in a network of one's own, with a role that
# may do what this one job does and nothing else.

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

data "aws_region" "current" {}

locals {
  account   = data.aws_caller_identity.current.account_id
  partition = data.aws_partition.current.partition
  region    = data.aws_region.current.id

  # What the jar reads in place of a command line: the group weir of the runtime properties. The job's name is also that of
  # its consumer group, which its rights and the alarms on lag go by.
  properties = merge(
    {
      pipeline       = var.pipeline
      jobName        = var.name
      maxParallelism = tostring(var.max_parallelism)
    },
    var.pipeline_arguments,
  )
}

resource "aws_kinesisanalyticsv2_application" "main" {
  # The service looks at the role's rights when the application is made, and again when it starts.
  depends_on = [aws_iam_role_policy.main]

  name                   = var.name
  description            = "Weir's pipeline ${var.pipeline}"
  runtime_environment    = "FLINK-1_19"
  service_execution_role = aws_iam_role.main.arn
  start_application      = var.started

  # To stop by force is to stop without a snapshot.
  force_stop = false

  application_configuration {
    application_code_configuration {
      code_content_type = "ZIPFILE"

      code_content {
        s3_content_location {
          bucket_arn = var.code.bucket_arn
          file_key   = var.code.key
        }
      }
    }

    # With them the service takes one before each update, and starts the new job from it.
    application_snapshot_configuration {
      snapshots_enabled = true
    }

    environment_properties {
      property_group {
        property_group_id = "weir"
        property_map      = local.properties
      }
    }

    flink_application_configuration {
      # What is DEFAULT is what the service likes, whatever the job says: a checkpoint a minute.
      checkpoint_configuration {
        configuration_type            = "CUSTOM"
        checkpointing_enabled         = true
        checkpoint_interval           = var.checkpoint_interval_ms
        min_pause_between_checkpoints = var.checkpoint_pause_ms
      }

      monitoring_configuration {
        configuration_type = "CUSTOM"
        log_level          = var.log_level
        metrics_level      = var.metrics_level
      }

      parallelism_configuration {
        configuration_type   = "CUSTOM"
        parallelism          = var.parallelism
        parallelism_per_kpu  = var.parallelism_per_kpu
        auto_scaling_enabled = var.autoscaling
      }
    }

    run_configuration {
      application_restore_configuration {
        application_restore_type = var.restore_snapshot == null ? "RESTORE_FROM_LATEST_SNAPSHOT" : "RESTORE_FROM_CUSTOM_SNAPSHOT"
        snapshot_name            = var.restore_snapshot
      }

      flink_run_configuration {
        # State of a stage that is no more would be lost without a word.
        allow_non_restored_state = var.allow_dropped_state
      }
    }

    vpc_configuration {
      subnet_ids         = var.subnet_ids
      security_group_ids = var.security_group_ids
    }
  }

  cloudwatch_logging_options {
    log_stream_arn = aws_cloudwatch_log_stream.main.arn
  }
}

# ---------------------------------------------------------------------------------------------
# Logs
# ---------------------------------------------------------------------------------------------

resource "aws_cloudwatch_log_group" "main" {
  name              = "/weir/${var.name}/flink"
  kms_key_id        = var.kms_key_arn
  retention_in_days = var.log_retention_days
}

resource "aws_cloudwatch_log_stream" "main" {
  name           = "job"
  log_group_name = aws_cloudwatch_log_group.main.name
}

# ---------------------------------------------------------------------------------------------
# What the job may do
# ---------------------------------------------------------------------------------------------

resource "aws_iam_role" "main" {
  name        = "${var.name}-flink"
  description = "What the job ${var.name} may do"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "kinesisanalytics.amazonaws.com" }
      Action    = "sts:AssumeRole"
      Condition = {
        StringEquals = { "aws:SourceAccount" = local.account }
        ArnEquals    = { "aws:SourceArn" = "arn:${local.partition}:kinesisanalytics:${local.region}:${local.account}:application/${var.name}" }
      }
    }]
  })
}

resource "aws_iam_role_policy" "main" {
  name = "job"
  role = aws_iam_role.main.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat(
      local.code_statements,
      local.log_statements,
      local.network_statements,
      local.kafka_statements,
      local.model_statements,
      local.secret_statements,
    )
  })
}

locals {
  code_statements = [
    {
      Sid      = "Code"
      Effect   = "Allow"
      Action   = ["s3:GetObject", "s3:GetObjectVersion"]
      Resource = ["${var.code.bucket_arn}/${var.code.key}"]
    },
    {
      Sid       = "Decrypt"
      Effect    = "Allow"
      Action    = ["kms:Decrypt"]
      Resource  = [var.kms_key_arn]
      Condition = { StringEquals = { "kms:ViaService" = ["s3.${local.region}.amazonaws.com", "secretsmanager.${local.region}.amazonaws.com"] } }
    },
  ]

  log_statements = [
    {
      Sid      = "DescribeLogs"
      Effect   = "Allow"
      Action   = ["logs:DescribeLogGroups"]
      Resource = ["arn:${local.partition}:logs:${local.region}:${local.account}:log-group:*"]
    },
    {
      Sid      = "WriteLog"
      Effect   = "Allow"
      Action   = ["logs:DescribeLogStreams", "logs:PutLogEvents"]
      Resource = [aws_cloudwatch_log_group.main.arn, aws_cloudwatch_log_stream.main.arn]
    },
  ]

  subnet_arns         = [for id in var.subnet_ids : "arn:${local.partition}:ec2:${local.region}:${local.account}:subnet/${id}"]
  security_group_arns = [for id in var.security_group_ids : "arn:${local.partition}:ec2:${local.region}:${local.account}:security-group/${id}"]
  interface_arns      = "arn:${local.partition}:ec2:${local.region}:${local.account}:network-interface/*"

  network_statements = [
    {
      Sid    = "DescribeNetwork"
      Effect = "Allow"
      Action = ["ec2:DescribeDhcpOptions", "ec2:DescribeNetworkInterfaces", "ec2:DescribeSecurityGroups", "ec2:DescribeSubnets", "ec2:DescribeVpcs"]
      # To describe is allowed for everything or not at all: EC2 knows no resources there.
      Resource = ["*"]
    },
    {
      Sid      = "CreateInterface"
      Effect   = "Allow"
      Action   = ["ec2:CreateNetworkInterface"]
      Resource = concat(local.subnet_arns, local.security_group_arns, [local.interface_arns])
    },
    {
      Sid       = "OwnInterfaces"
      Effect    = "Allow"
      Action    = ["ec2:CreateNetworkInterfacePermission", "ec2:DeleteNetworkInterface"]
      Resource  = [local.interface_arns]
      Condition = { ArnEquals = { "ec2:Subnet" = local.subnet_arns } }
    },
  ]

  # arn:…:cluster/NAME/ID becomes arn:…:topic/NAME/ID/TOPIC.
  topic_arn = replace(var.kafka.cluster_arn, ":cluster/", ":topic/")
  group_arn = replace(var.kafka.cluster_arn, ":cluster/", ":group/")

  kafka_statements = [
    {
      Sid    = "Connect"
      Effect = "Allow"
      # A producer that repeats nothing asks the cluster, not the topic.
      Action   = ["kafka-cluster:Connect", "kafka-cluster:WriteDataIdempotently"]
      Resource = [var.kafka.cluster_arn]
    },
    {
      Sid      = "Read"
      Effect   = "Allow"
      Action   = ["kafka-cluster:DescribeTopic", "kafka-cluster:ReadData"]
      Resource = [for topic in sort(var.kafka.read_topics) : "${local.topic_arn}/${topic}"]
    },
    {
      Sid      = "Write"
      Effect   = "Allow"
      Action   = ["kafka-cluster:DescribeTopic", "kafka-cluster:WriteData"]
      Resource = [for topic in sort(var.kafka.write_topics) : "${local.topic_arn}/${topic}"]
    },
    {
      Sid      = "Group"
      Effect   = "Allow"
      Action   = ["kafka-cluster:AlterGroup", "kafka-cluster:DescribeGroup"]
      Resource = ["${local.group_arn}/${var.name}*"]
    },
  ]

  model_statements = flatten([
    for models in var.models[*] : [
      {
        Sid      = "Models"
        Effect   = "Allow"
        Action   = ["s3:GetObject"]
        Resource = ["${models.bucket_arn}/${models.prefix}/*"]
      },
      {
        Sid       = "ListModels"
        Effect    = "Allow"
        Action    = ["s3:ListBucket"]
        Resource  = [models.bucket_arn]
        Condition = { StringLike = { "s3:prefix" = ["${models.prefix}/*"] } }
      },
    ]
  ])

  secret_statements = [
    for arns in [sort(var.secret_arns)] : {
      Sid      = "Secrets"
      Effect   = "Allow"
      Action   = ["secretsmanager:GetSecretValue"]
      Resource = arns
    } if length(arns) > 0
  ]
}
