locals {
  job_filter   = "resource.type = \"dataflow_job\" AND resource.labels.job_name = \"${var.job_name}\""
  group_filter = "resource.type = \"managedkafka.googleapis.com/TopicPartitionConsumerGroup\" AND resource.labels.cluster_id = \"${var.kafka_cluster_id}\" AND resource.labels.consumer_group_id = starts_with(\"${var.group_prefix}\")"

  # One description for the alert and for the chart.
  measures = {
    lag = {
      title     = "Records that wait in Kafka"
      filter    = "${local.group_filter} AND metric.type = \"managedkafka.googleapis.com/offset_lag\""
      reducer   = "REDUCE_SUM"
      threshold = var.thresholds.lag_records
      what      = "The job falls behind its topics. See whether it has reached its most workers, or whether one key holds it up."
    }
    system_lag = {
      title     = "Longest wait of an event in the job (s)"
      filter    = "${local.job_filter} AND metric.type = \"dataflow.googleapis.com/job/system_lag\""
      reducer   = "REDUCE_MAX"
      threshold = var.thresholds.system_lag_seconds
      what      = "Events wait inside the job. See which step has the lag, and whether the remote model answers."
    }
    watermark_age = {
      title     = "Age of the watermark (s)"
      filter    = "${local.job_filter} AND metric.type = \"dataflow.googleapis.com/job/data_watermark_age\""
      reducer   = "REDUCE_MAX"
      threshold = var.thresholds.watermark_age_seconds
      what      = "Event time stands still: a partition has no records, or a step does not finish."
    }
    failed = {
      title     = "Failed"
      filter    = "${local.job_filter} AND metric.type = \"dataflow.googleapis.com/job/is_failed\""
      reducer   = "REDUCE_MAX"
      threshold = 0
      what      = "The job has failed and does not come back by itself."
    }
  }
}

resource "google_monitoring_alert_policy" "main" {
  for_each = local.measures

  project               = var.project_id
  display_name          = "${var.job_name}: ${each.value.title}"
  combiner              = "OR"
  severity              = "CRITICAL"
  notification_channels = var.notification_channels
  user_labels           = var.labels

  conditions {
    display_name = "${each.value.title} is above ${each.value.threshold}"

    condition_threshold {
      filter          = each.value.filter
      comparison      = "COMPARISON_GT"
      threshold_value = each.value.threshold
      duration        = each.key == "failed" ? "0s" : "${var.duration_seconds}s"

      aggregations {
        alignment_period     = "60s"
        per_series_aligner   = "ALIGN_MAX"
        cross_series_reducer = each.value.reducer
      }

      trigger {
        count = 1
      }
    }
  }

  documentation {
    content   = each.value.what
    mime_type = "text/markdown"
  }

  alert_strategy {
    auto_close = "1800s"
  }
}

resource "google_monitoring_dashboard" "main" {
  project = var.project_id

  dashboard_json = jsonencode({
    displayName = "Weir: ${var.job_name}"
    labels      = { weir = "" }
    mosaicLayout = {
      columns = 48
      tiles = [
        for number, name in sort(keys(local.measures)) : {
          xPos   = number % 2 * 24
          yPos   = floor(number / 2) * 16
          width  = 24
          height = 16
          widget = {
            title = local.measures[name].title
            xyChart = {
              dataSets = [
                {
                  plotType = "LINE"
                  timeSeriesQuery = {
                    timeSeriesFilter = {
                      filter = local.measures[name].filter
                      aggregation = {
                        alignmentPeriod    = "60s"
                        perSeriesAligner   = "ALIGN_MAX"
                        crossSeriesReducer = local.measures[name].reducer
                      }
                    }
                  }
                },
              ]
              thresholds = [{ value = local.measures[name].threshold }]
            }
          }
        }
      ]
    }
  })
}
