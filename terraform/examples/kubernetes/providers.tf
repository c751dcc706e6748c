provider "kubernetes" {
  config_path    = pathexpand(var.cluster.config_path)
  config_context = var.cluster.context
}
