output "manifests" {
  description = "The objects by kind, as YAML: for modules/kubernetes-manifests, kubectl apply, or a folder that a GitOps controller watches."
  value       = { for kind, object in local.objects : kind => yamlencode(object) }
}

output "endpoint" {
  description = "What the pipeline's option triton takes: the headless service with the gRPC port."
  value       = "${var.name}.${var.namespace}.svc:${local.ports.grpc}"
}

output "pod_labels" {
  description = "Labels that select the server's pods, for the network policies of its clients."
  value       = local.pod_selector
}

output "service_account_name" {
  description = "Name of the pods' service account, for the binding to a cloud identity."
  value       = var.name
}

output "prometheus_adapter_rule" {
  description = "Entry for rules.custom of prometheus-adapter, as YAML: it hands the queue ratio to the HorizontalPodAutoscaler."
  value = yamlencode({
    seriesQuery  = "${local.queue_ratio_metric}{namespace!=\"\",pod!=\"\"}"
    resources    = { overrides = { namespace = { resource = "namespace" }, pod = { resource = "pod" } } }
    name         = { as = local.queue_ratio_metric }
    metricsQuery = "avg(<<.Series>>{<<.LabelMatchers>>}) by (<<.GroupBy>>)"
  })
}
