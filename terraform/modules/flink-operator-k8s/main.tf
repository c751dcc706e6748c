locals {
  # What Flink itself puts on the pods of a native deployment; every selector goes by it.
  pod_selector = { app = var.name }

  labels = merge(var.labels, {
    "app.kubernetes.io/name"       = "weir"
    "app.kubernetes.io/instance"   = var.name
    "app.kubernetes.io/component"  = var.pipeline
    "app.kubernetes.io/managed-by" = "terraform"
  })

  metadata = {
    name      = var.name
    namespace = var.namespace
    labels    = local.labels
  }

  task_managers       = ceil(var.parallelism / var.task_manager.slots)
  least_task_managers = var.autoscaling.by == "none" ? local.task_managers : var.autoscaling.min_task_managers
  scale_by_lag        = var.autoscaling.by == "kafka-lag"
  scale_by_itself     = var.autoscaling.by == "utilization"
  consumer_groups     = "${var.name}(-.*)?"
  lag_metric          = "weir_kafka_lag_records"
  metrics_selector    = "namespace=\"${var.namespace}\",app=\"${var.name}\""

  ports = {
    rest    = 8081
    metrics = 9249
    triton  = 8001
  }

  objects = merge(
    {
      service-account  = local.service_account
      role             = local.role
      role-binding     = local.role_binding
      flink-deployment = local.flink_deployment
      network-policy   = local.network_policy
      pod-monitor      = local.pod_monitor
      prometheus-rule  = local.prometheus_rule
    },
    # Where one TaskManager does it all, a budget would only stop nodes from being drained.
    { for kind, object in { pod-disruption-budget = local.pod_disruption_budget } : kind => object if local.least_task_managers > 1 },
    { for kind, object in { horizontal-pod-autoscaler = local.horizontal_pod_autoscaler } : kind => object if local.scale_by_lag },
  )
}
