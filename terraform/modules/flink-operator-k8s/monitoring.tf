# What is measured, and when somebody is woken.

locals {
  pod_monitor = {
    apiVersion = "monitoring.coreos.com/v1"
    kind       = "PodMonitor"
    metadata   = local.metadata
    spec = {
      selector = { matchLabels = local.pod_selector }
      # The rules below select by them.
      podTargetLabels = ["app", "component"]
      podMetricsEndpoints = [
        {
          port     = "metrics"
          interval = "15s"
        },
      ]
    }
  }

  prometheus_rule = {
    apiVersion = "monitoring.coreos.com/v1"
    kind       = "PrometheusRule"
    metadata   = local.metadata
    spec = {
      groups = [
        {
          name     = "${var.name}.lag"
          interval = "15s"
          rules    = [local.lag_rule]
        },
        {
          name = "${var.name}.alerts"
          rules = [
            for alert in local.alerts : {
              alert  = alert.name
              expr   = alert.expression
              for    = alert.for
              labels = { severity = var.alerts.severity, flink_deployment = var.name }
              annotations = {
                summary     = alert.summary
                description = alert.description
              }
            }
          ]
        },
      ]
    }
  }

  # One number for the autoscaler and the alert: what is left to read in all topics, of all groups of the job.
  lag_rule = {
    record = local.lag_metric
    expr   = "sum(kafka_consumergroup_lag{consumergroup=~\"${local.consumer_groups}\"})"
    labels = { namespace = var.namespace, flink_deployment = var.name }
  }

  alerts = [
    {
      name        = "FlinkJobNotRunning"
      expression  = "sum(flink_jobmanager_numRunningJobs{${local.metrics_selector}}) < 1 or absent(flink_jobmanager_numRunningJobs{${local.metrics_selector}})"
      for         = "2m"
      summary     = "${var.name} does not run"
      description = "No JobManager of ${var.namespace}/${var.name} reports a running job."
    },
    {
      name        = "FlinkJobRestarts"
      expression  = "max(increase(flink_jobmanager_job_numRestarts{${local.metrics_selector}}[15m])) > ${var.alerts.restarts}"
      for         = "0s"
      summary     = "${var.name} restarts again and again"
      description = "More than ${var.alerts.restarts} restarts of ${var.namespace}/${var.name} in 15 minutes: {{ $value }}."
    },
    {
      name        = "FlinkCheckpointTooOld"
      expression  = "max(increase(flink_jobmanager_job_numberOfCompletedCheckpoints{${local.metrics_selector}}[${var.alerts.checkpoint_age_seconds}s])) < 1"
      for         = "30s"
      summary     = "${var.name} completes no checkpoints"
      description = "No checkpoint of ${var.namespace}/${var.name} was completed in ${var.alerts.checkpoint_age_seconds} seconds: a recovery would go back that far."
    },
    {
      name        = "KafkaLagTooHigh"
      expression  = "${local.lag_metric}{namespace=\"${var.namespace}\",flink_deployment=\"${var.name}\"} > ${var.alerts.lag_records}"
      for         = "${var.alerts.lag_minutes}m"
      summary     = "${var.name} falls behind its topics"
      description = "{{ $value }} records wait for ${var.namespace}/${var.name}, more than ${var.alerts.lag_records}."
    },
  ]
}
