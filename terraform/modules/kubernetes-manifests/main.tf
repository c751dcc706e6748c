resource "kubernetes_manifest" "main" {
  for_each = var.manifests

  manifest = yamldecode(each.value)

  computed_fields = concat(["metadata.labels", "metadata.annotations"], lookup(var.computed_fields, each.key, []))

  field_manager {
    name = var.field_manager
    # Another owner of a field is a finding, not something to overrule.
    force_conflicts = false
  }

  timeouts {
    create = "10m"
    update = "10m"
    delete = "10m"
  }
}
