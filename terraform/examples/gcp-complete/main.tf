# The fraud pipeline on Dataflow, with managed Kafka, and nothing that the internet can reach.

locals {
  labels       = { application = var.name }
  job_name     = "${var.name}-fraud"
  inputs       = module.options.read_topics
  outputs      = module.options.write_topics
  topic_prefix = "fraud-"
}

module "network" {
  source = "../../modules/network-gcp"

  project_id = var.project_id
  region     = var.region
  name       = var.name
}

module "encryption" {
  source = "../../modules/encryption-gcp"

  project_id = var.project_id
  region     = var.region
  name       = var.name
  labels     = local.labels
}

module "identity" {
  source = "../../modules/dataflow-flex/identity"

  project_id = var.project_id
  name       = local.job_name
}

module "artifacts" {
  source = "../../modules/artifacts-gcp"

  project_id       = var.project_id
  region           = var.region
  bucket_name      = "${var.project_id}-${var.name}"
  repository_name  = var.name
  storage_kms_key  = module.encryption.key_ids["storage"]
  registry_kms_key = module.encryption.key_ids["registry"]
  labels           = local.labels

  prefix_readers = {
    "models/"    = [module.identity.service_account_member]
    "templates/" = [module.identity.service_account_member]
  }
  prefix_writers = {
    "staging/"   = [module.identity.service_account_member]
    "temporary/" = [module.identity.service_account_member]
  }
  image_readers = { job = module.identity.service_account_member }
}

module "kafka" {
  source = "../../modules/kafka-managed-gcp"

  project_id     = var.project_id
  region         = var.region
  name           = var.name
  kms_key        = module.encryption.key_ids["kafka"]
  subnetwork_ids = [module.network.subnetwork_id]
  topic_prefix   = local.topic_prefix
  topics         = module.options.topics
  labels         = local.labels

  clients = merge(
    {
      job = {
        service_account = module.identity.service_account_email
        reads           = local.inputs
        writes          = local.outputs
        group_prefix    = local.job_name
      }
    },
    { for name, account in var.producers : "producer-${name}" => { service_account = account, writes = local.inputs } },
    { for name, account in var.consumers : "consumer-${name}" => { service_account = account, reads = local.outputs, group_prefix = name } },
  )
}

module "options" {
  source = "../../modules/options/fraud"

  bootstrap_servers = module.kafka.bootstrap_servers
  topic_prefix      = local.topic_prefix
  watermark_from    = "CLOCK"
  model             = "gs://${module.artifacts.bucket_name}/models/fraud"

  # By the identity of the workers: no secret is in it.
  kafka_settings = jsonencode({
    "security.protocol"                 = "SASL_SSL"
    "sasl.mechanism"                    = "OAUTHBEARER"
    "sasl.jaas.config"                  = "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required;"
    "sasl.login.callback.handler.class" = "com.google.cloud.hosted.kafka.auth.GcpLoginCallbackHandler"
  })
}

module "job" {
  source = "../../modules/dataflow-flex"
  count  = var.template_ready ? 1 : 0

  project_id            = var.project_id
  region                = var.region
  name                  = local.job_name
  generation            = var.generation
  template_path         = "gs://${module.artifacts.bucket_name}/templates/fraud.json"
  pipeline              = "fraud"
  pipeline_arguments    = module.options.arguments
  service_account_email = module.identity.service_account_email
  bucket_name           = module.artifacts.bucket_name
  subnetwork            = module.network.subnetwork_self_link
  kms_key               = module.encryption.key_ids["dataflow"]
  workers               = var.workers
  labels                = local.labels

  # Before it starts it must be allowed what it does.
  depends_on = [module.artifacts, module.kafka, module.network]
}

module "observability" {
  source = "../../modules/observability-gcp"

  project_id            = var.project_id
  job_name              = var.generation == null ? local.job_name : "${local.job_name}-${var.generation}"
  kafka_cluster_id      = module.kafka.cluster_id
  group_prefix          = local.job_name
  notification_channels = var.notification_channels
  labels                = local.labels
}
