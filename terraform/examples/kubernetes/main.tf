# The fraud pipeline on the Flink operator, with Triton as its heavy model.

locals {
  labels = { "weir.io/example" = "kubernetes" }
}

module "triton" {
  source = "../../modules/triton-k8s"

  namespace                   = var.namespace
  image                       = var.images.triton
  model_repository            = var.model_repository
  resources                   = { gpu_count = var.gpu_count }
  service_account_annotations = var.identity_annotations.triton
  clients                     = { app = "fraud" }
  storage_cidr_blocks         = var.model_repository.uri == null ? [] : var.networks.storage
  labels                      = local.labels
}

module "options" {
  source = "../../modules/options/fraud"

  bootstrap_servers = var.bootstrap_servers
  topic_prefix      = "fraud-"
  watermark_from    = "CLOCK"
  router            = "cascade"
  triton            = module.triton.endpoint
}

module "flink" {
  source = "../../modules/flink-operator-k8s"

  name                        = "fraud"
  namespace                   = var.namespace
  image                       = var.images.flink
  pipeline                    = "fraud"
  pipeline_arguments          = module.options.arguments
  storage                     = var.storage
  service_account_annotations = var.identity_annotations.flink
  labels                      = local.labels

  egress = {
    kafka      = { cidr_blocks = var.networks.kafka, ports = [var.networks.kafka_port] }
    api_server = { cidr_blocks = var.networks.api_server }
    storage    = { cidr_blocks = var.networks.storage }
    triton     = module.triton.pod_labels
  }
}

module "objects" {
  source = "../../modules/kubernetes-manifests"

  manifests = merge(
    { for kind, manifest in module.triton.manifests : "triton-${kind}" => manifest },
    { for kind, manifest in module.flink.manifests : "flink-${kind}" => manifest },
  )
  computed_fields = { for kind, fields in module.flink.computed_fields : "flink-${kind}" => fields }
}
