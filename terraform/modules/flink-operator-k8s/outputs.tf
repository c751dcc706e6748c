output "manifests" {
  description = "The objects by kind, as YAML: for modules/kubernetes-manifests, kubectl apply, or a folder that a GitOps controller watches."
  value       = { for kind, object in local.objects : kind => yamlencode(object) }
}

output "service_account_name" {
  description = "Name of the job's service account, for the binding to a cloud identity."
  value       = var.name
}

output "rest_service_name" {
  description = "Name of the service in front of the JobManager's REST port, 8081."
  value       = "${var.name}-rest"
}

output "computed_fields" {
  description = "Fields that something else changes while the job runs, by kind: modules/kubernetes-manifests leaves them alone."
  value       = { flink-deployment = local.scale_by_lag ? ["spec.taskManager.replicas"] : [] }
}

output "prometheus_adapter_rule" {
  description = "Entry for rules.external of prometheus-adapter, as YAML: it hands the lag to the HorizontalPodAutoscaler."
  value = yamlencode({
    seriesQuery  = "${local.lag_metric}{namespace!=\"\"}"
    resources    = { overrides = { namespace = { resource = "namespace" } } }
    name         = { as = local.lag_metric }
    metricsQuery = "sum(<<.Series>>{<<.LabelMatchers>>})"
  })
}
