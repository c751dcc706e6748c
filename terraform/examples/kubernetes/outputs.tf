output "objects" {
  description = "What was applied, by name."
  value       = module.objects.names
}

output "prometheus_adapter_rules" {
  description = "What prometheus-adapter must be told, so that the autoscalers see Kafka's lag and Triton's queue."
  value = {
    custom   = module.triton.prometheus_adapter_rule
    external = module.flink.prometheus_adapter_rule
  }
}
