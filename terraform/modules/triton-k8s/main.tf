locals {
  pod_selector = {
    "app.kubernetes.io/name"     = "triton"
    "app.kubernetes.io/instance" = var.name
  }

  labels = merge(var.labels, local.pod_selector, {
    "app.kubernetes.io/component"  = "inference"
    "app.kubernetes.io/managed-by" = "terraform"
  })

  metadata = {
    name      = var.name
    namespace = var.namespace
    labels    = local.labels
  }

  ports = {
    http    = 8000
    grpc    = 8001
    metrics = 8002
  }

  queue_ratio_metric = "triton_queue_to_compute_ratio"
  metrics_selector   = "namespace=\"${var.namespace}\",app_kubernetes_io_instance=\"${var.name}\""

  objects = {
    service-account           = local.service_account
    deployment                = local.deployment
    service                   = local.service
    horizontal-pod-autoscaler = local.horizontal_pod_autoscaler
    pod-disruption-budget     = local.pod_disruption_budget
    network-policy            = local.network_policy
    pod-monitor               = local.pod_monitor
    prometheus-rule           = local.prometheus_rule
  }
}
