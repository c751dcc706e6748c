# What is measured, and when somebody is woken.

locals {
  pod_monitor = {
    apiVersion = "monitoring.coreos.com/v1"
    kind       = "PodMonitor"
    metadata   = local.metadata
    spec = {
      selector = { matchLabels = local.pod_selector }
      # The rules below select by it.
      podTargetLabels = ["app.kubernetes.io/instance"]
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
          name     = "${var.name}.queue"
          interval = "15s"
          rules    = [local.queue_ratio_rule]
        },
        {
          name = "${var.name}.alerts"
          rules = [
            for alert in local.alerts : {
              alert  = alert.name
              expr   = alert.expression
              for    = alert.for
              labels = { severity = var.alerts.severity }
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

  # By pod, for so the autoscaler asks. Where nothing is computed nothing waits: the ratio is 0, not absent, so that idle pods go.
  queue_ratio_rule = {
    record = local.queue_ratio_metric
    expr   = "sum by (namespace, pod) (rate(nv_inference_queue_duration_us{${local.metrics_selector}}[1m])) / clamp_min(sum by (namespace, pod) (rate(nv_inference_compute_infer_duration_us{${local.metrics_selector}}[1m])), 1)"
    labels = { triton = var.name }
  }

  alerts = [
    {
      name        = "TritonQueueTooLong"
      expression  = "avg by (namespace) (${local.queue_ratio_metric}{namespace=\"${var.namespace}\",triton=\"${var.name}\"}) > ${var.alerts.queue_ratio}"
      for         = "${var.alerts.queue_minutes}m"
      summary     = "${var.name} makes requests wait"
      description = "Requests to ${var.namespace}/${var.name} wait {{ $value }} times as long as they are computed, although it may scale to ${var.autoscaling.max_replicas} pods."
    },
    {
      name        = "TritonRequestsPending"
      expression  = "max by (namespace, pod) (sum by (namespace, pod) (nv_inference_pending_request_count{${local.metrics_selector}})) > ${var.alerts.pending_requests}"
      for         = "1m"
      summary     = "${var.name} has a pod that does not keep up"
      description = "{{ $value }} requests wait in {{ $labels.pod }}, more than ${var.alerts.pending_requests}."
    },
    {
      name        = "TritonRequestsFail"
      expression  = "sum(rate(nv_inference_request_failure{${local.metrics_selector}}[5m])) / clamp_min(sum(rate(nv_inference_request_success{${local.metrics_selector}}[5m])) + sum(rate(nv_inference_request_failure{${local.metrics_selector}}[5m])), 1) > ${var.alerts.failure_share}"
      for         = "5m"
      summary     = "${var.name} refuses requests"
      description = "{{ $value | humanizePercentage }} of the requests to ${var.namespace}/${var.name} fail."
    },
    {
      name        = "TritonDown"
      expression  = "absent(nv_inference_request_success{${local.metrics_selector}})"
      for         = "2m"
      summary     = "${var.name} is gone"
      description = "No pod of ${var.namespace}/${var.name} reports metrics."
    },
  ]
}
