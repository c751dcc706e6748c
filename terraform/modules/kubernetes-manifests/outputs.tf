output "names" {
  description = "What was applied: kind/name by name of the manifest."
  value       = { for name, manifest in var.manifests : name => "${yamldecode(manifest).kind}/${yamldecode(manifest).metadata.name}" }
}
