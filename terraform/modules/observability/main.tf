# What wakes somebody up, and what they look at then: alarms on lag, restarts, checkpoints, partitions
# without a leader and Triton's queue, one topic that all of them tell, one dashboard.

data "aws_caller_identity" "current" {}

data "aws_region" "current" {}

locals {
  account = data.aws_caller_identity.current.account_id
  region  = data.aws_region.current.id

  flink = { Application = var.flink_application }
  lag   = { for topic in var.topics : topic => { "Cluster Name" = var.kafka_cluster, "Consumer Group" = var.consumer_group, Topic = topic } }
}

# ---------------------------------------------------------------------------------------------
# Whom alarms tell
# ---------------------------------------------------------------------------------------------

resource "aws_sns_topic" "alarms" {
  name              = "${var.name}-alarms"
  kms_master_key_id = var.kms_key_arn
}

resource "aws_sns_topic_policy" "alarms" {
  arn = aws_sns_topic.alarms.arn

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "Alarms"
      Effect    = "Allow"
      Principal = { Service = "cloudwatch.amazonaws.com" }
      Action    = "sns:Publish"
      Resource  = aws_sns_topic.alarms.arn
      Condition = { StringEquals = { "aws:SourceAccount" = local.account } }
    }]
  })
}

resource "aws_sns_topic_subscription" "mail" {
  for_each = var.mail_addresses

  topic_arn = aws_sns_topic.alarms.arn
  protocol  = "email"
  endpoint  = each.key
}

# ---------------------------------------------------------------------------------------------
# The job
# ---------------------------------------------------------------------------------------------

# Kafka's own estimate of how old the oldest record is that the group has not read. A job that does
# not commit its offsets has none: no data is an alarm.
resource "aws_cloudwatch_metric_alarm" "lag" {
  for_each = local.lag

  alarm_name          = "${var.name}-lag-${each.key}"
  alarm_description   = "${var.flink_application} is more than ${var.lag_seconds} s behind on ${each.key}, or does not say how far"
  namespace           = "AWS/Kafka"
  metric_name         = "EstimatedMaxTimeLag"
  dimensions          = each.value
  statistic           = "Maximum"
  period              = 60
  evaluation_periods  = 5
  datapoints_to_alarm = 3
  comparison_operator = "GreaterThanThreshold"
  threshold           = var.lag_seconds
  treat_missing_data  = "breaching"
  alarm_actions       = [aws_sns_topic.alarms.arn]
  ok_actions          = [aws_sns_topic.alarms.arn]
}

# The service counts since the start of the job, so that only the growth is news.
resource "aws_cloudwatch_metric_alarm" "restarts" {
  alarm_name          = "${var.name}-restarts"
  alarm_description   = "${var.flink_application} restarted more than ${var.restarts} times within 5 minutes"
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = var.restarts
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.alarms.arn]
  ok_actions          = [aws_sns_topic.alarms.arn]

  metric_query {
    id          = "growth"
    label       = "Restarts"
    expression  = "DIFF(total)"
    return_data = true
  }

  metric_query {
    id = "total"

    metric {
      namespace   = "AWS/KinesisAnalytics"
      metric_name = "numRestarts"
      dimensions  = local.flink
      stat        = "Maximum"
      period      = 300
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "downtime" {
  alarm_name          = "${var.name}-downtime"
  alarm_description   = "${var.flink_application} does not run"
  namespace           = "AWS/KinesisAnalytics"
  metric_name         = "downtime"
  dimensions          = local.flink
  statistic           = "Average"
  period              = 60
  evaluation_periods  = 3
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  treat_missing_data  = "breaching"
  alarm_actions       = [aws_sns_topic.alarms.arn]
  ok_actions          = [aws_sns_topic.alarms.arn]
}

# The service tells no age of the last checkpoint, only its size and how long it took. Where both stay
# the same, minute after minute, no other has completed.
resource "aws_cloudwatch_metric_alarm" "checkpoint_age" {
  alarm_name          = "${var.name}-checkpoint-age"
  alarm_description   = "${var.flink_application} has completed no checkpoint for ${var.checkpoint_age_minutes} minutes: a failure repeats all that came since"
  evaluation_periods  = var.checkpoint_age_minutes
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  treat_missing_data  = "breaching"
  alarm_actions       = [aws_sns_topic.alarms.arn]
  ok_actions          = [aws_sns_topic.alarms.arn]

  metric_query {
    id          = "same"
    label       = "The last checkpoint is still the last"
    expression  = "IF(DIFF(duration) == 0 AND DIFF(size) == 0, 1, 0)"
    return_data = true
  }

  metric_query {
    id = "duration"

    metric {
      namespace   = "AWS/KinesisAnalytics"
      metric_name = "lastCheckpointDuration"
      dimensions  = local.flink
      stat        = "Maximum"
      period      = 60
    }
  }

  metric_query {
    id = "size"

    metric {
      namespace   = "AWS/KinesisAnalytics"
      metric_name = "lastCheckpointSize"
      dimensions  = local.flink
      stat        = "Maximum"
      period      = 60
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "checkpoint_failures" {
  alarm_name          = "${var.name}-checkpoint-failures"
  alarm_description   = "${var.flink_application} failed more than ${var.checkpoint_failures} checkpoints within 5 minutes"
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = var.checkpoint_failures
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.alarms.arn]
  ok_actions          = [aws_sns_topic.alarms.arn]

  metric_query {
    id          = "growth"
    label       = "Failed checkpoints"
    expression  = "DIFF(total)"
    return_data = true
  }

  metric_query {
    id = "total"

    metric {
      namespace   = "AWS/KinesisAnalytics"
      metric_name = "numberOfFailedCheckpoints"
      dimensions  = local.flink
      stat        = "Maximum"
      period      = 300
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "checkpoint_duration" {
  alarm_name          = "${var.name}-checkpoint-duration"
  alarm_description   = "A checkpoint of ${var.flink_application} takes longer than ${var.checkpoint_duration_ms} ms"
  namespace           = "AWS/KinesisAnalytics"
  metric_name         = "lastCheckpointDuration"
  dimensions          = local.flink
  statistic           = "Maximum"
  period              = 60
  evaluation_periods  = 5
  datapoints_to_alarm = 3
  comparison_operator = "GreaterThanThreshold"
  threshold           = var.checkpoint_duration_ms
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.alarms.arn]
  ok_actions          = [aws_sns_topic.alarms.arn]
}

# ---------------------------------------------------------------------------------------------
# Kafka and Triton
# ---------------------------------------------------------------------------------------------

resource "aws_cloudwatch_metric_alarm" "kafka_offline" {
  alarm_name          = "${var.name}-kafka-offline-partitions"
  alarm_description   = "${var.kafka_cluster} has partitions that nobody leads"
  namespace           = "AWS/Kafka"
  metric_name         = "OfflinePartitionsCount"
  dimensions          = { "Cluster Name" = var.kafka_cluster }
  statistic           = "Maximum"
  period              = 60
  evaluation_periods  = 3
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  treat_missing_data  = "breaching"
  alarm_actions       = [aws_sns_topic.alarms.arn]
  ok_actions          = [aws_sns_topic.alarms.arn]
}

# How long a request waits for each second that it is worked on: above 1 it waits longer than it is
# worked on, and more instances are missing. Triton's own two counters, brought to CloudWatch by
# whatever collects Prometheus' metrics where Triton runs.
resource "aws_cloudwatch_metric_alarm" "triton_queue" {
  count = var.triton == null ? 0 : 1

  alarm_name          = "${var.name}-triton-queue"
  alarm_description   = "Requests wait more than ${var.triton.queue_ratio} times as long as Triton computes"
  evaluation_periods  = 5
  datapoints_to_alarm = 3
  comparison_operator = "GreaterThanThreshold"
  threshold           = var.triton.queue_ratio
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.alarms.arn]
  ok_actions          = [aws_sns_topic.alarms.arn]

  metric_query {
    id          = "ratio"
    label       = "Time in the queue by time of computing"
    expression  = "RATE(queue) / RATE(compute)"
    return_data = true
  }

  metric_query {
    id = "queue"

    metric {
      namespace   = var.triton.namespace
      metric_name = "nv_inference_queue_duration_us"
      dimensions  = var.triton.dimensions
      stat        = "Maximum"
      period      = 60
    }
  }

  metric_query {
    id = "compute"

    metric {
      namespace   = var.triton.namespace
      metric_name = "nv_inference_compute_infer_duration_us"
      dimensions  = var.triton.dimensions
      stat        = "Maximum"
      period      = 60
    }
  }
}

# ---------------------------------------------------------------------------------------------
# What to look at
# ---------------------------------------------------------------------------------------------

locals {
  charts = concat(
    [
      {
        title   = "Lag, seconds"
        metrics = [for topic, dimensions in local.lag : concat(["AWS/Kafka", "EstimatedMaxTimeLag"], flatten([for name, value in dimensions : [name, value]]))]
      },
      {
        title   = "Checkpoint: duration, ms"
        metrics = [["AWS/KinesisAnalytics", "lastCheckpointDuration", "Application", var.flink_application]]
      },
      {
        title   = "Checkpoint: size, bytes"
        metrics = [["AWS/KinesisAnalytics", "lastCheckpointSize", "Application", var.flink_application]]
      },
      {
        title   = "Checkpoints failed, restarts"
        metrics = [for metric in ["numberOfFailedCheckpoints", "numRestarts"] : ["AWS/KinesisAnalytics", metric, "Application", var.flink_application]]
      },
      {
        title   = "Use of processors, heap and managed memory, percent"
        metrics = [for metric in ["cpuUtilization", "heapMemoryUtilization", "managedMemoryUtilization"] : ["AWS/KinesisAnalytics", metric, "Application", var.flink_application]]
      },
      {
        title   = "Late records dropped"
        metrics = [["AWS/KinesisAnalytics", "numLateRecordsDropped", "Application", var.flink_application]]
      },
    ],
    [for triton in var.triton[*] : {
      title = "Triton: time in the queue and of computing, µs"
      metrics = [
        for metric in ["nv_inference_queue_duration_us", "nv_inference_compute_infer_duration_us"] :
        concat([triton.namespace, metric], flatten([for name, value in triton.dimensions : [name, value]]))
      ]
    }],
  )
}

resource "aws_cloudwatch_dashboard" "main" {
  dashboard_name = var.name

  dashboard_body = jsonencode({
    widgets = [
      for index, chart in local.charts : {
        type   = "metric"
        x      = index % 2 * 12
        y      = floor(index / 2) * 6
        width  = 12
        height = 6
        properties = {
          title   = chart.title
          metrics = chart.metrics
          region  = local.region
          stat    = "Maximum"
          period  = 60
          view    = "timeSeries"
        }
      }
    ]
  })
}
