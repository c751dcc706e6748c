# Everything that the fraud pipeline needs on AWS, from the network to the alarms. The jar and the
# options are given; nothing is reachable from the internet.

provider "aws" {
  region = var.region

  default_tags {
    tags = {
      Application = "weir"
      Deployment  = var.name
      ManagedBy   = "terraform"
    }
  }
}

locals {
  read_topics  = [for topic in module.options.read_topics : "${var.topic_prefix}${topic}"]
  write_topics = [for topic in module.options.write_topics : "${var.topic_prefix}${topic}"]

  # A jar with other content is another object: the old one stays for the way back.
  jar_key = "jars/weir-${filesha256(var.jar)}.jar"
}

module "secrets" {
  source = "../../modules/secrets"

  name                 = var.name
  recovery_window_days = var.recovery_window_days
  secrets              = var.secrets
}

module "network" {
  source = "../../modules/network"

  name               = var.name
  cidr               = var.cidr
  availability_zones = var.availability_zones
  kms_key_arn        = module.secrets.kms_key_arn
}

module "artifacts" {
  source = "../../modules/artifacts"

  bucket          = var.bucket
  repository      = var.name
  delete_contents = var.delete_contents
  kms_key_arn     = module.secrets.kms_key_arn
}

module "kafka" {
  source = "../../modules/kafka-msk"

  name                      = var.name
  brokers                   = length(var.availability_zones)
  instance_type             = var.kafka_instance_type
  vpc_id                    = module.network.vpc_id
  subnet_ids                = module.network.private_subnet_ids
  client_security_group_ids = { jobs = module.network.client_security_group_id }
  kms_key_arn               = module.secrets.kms_key_arn
}

module "options" {
  source = "../../modules/options/fraud"

  bootstrap_servers = module.kafka.bootstrap_servers
  topic_prefix      = var.topic_prefix
  arrival           = var.arrival
  watermark_from    = "CLOCK"
  model             = var.model == null ? null : "s3://${module.artifacts.bucket}/${var.model}"

  # By the role of the application: no secret is in it.
  kafka_settings = jsonencode({
    "security.protocol"                  = "SASL_SSL"
    "sasl.mechanism"                     = "AWS_MSK_IAM"
    "sasl.jaas.config"                   = "software.amazon.msk.auth.iam.IAMLoginModule required;"
    "sasl.client.callback.handler.class" = "software.amazon.msk.auth.iam.IAMClientCallbackHandler"
  })
}

# The bucket encrypts it; its content is in its name, so that there is no other sum to compare.
resource "aws_s3_object" "jar" {
  bucket = module.artifacts.bucket
  key    = local.jar_key
  source = var.jar

  lifecycle {
    # The job goes over to the new jar before the old one is deleted.
    create_before_destroy = true
  }
}

module "flink" {
  source = "../../modules/flink-managed-aws"

  name                = "${var.name}-fraud"
  pipeline            = "fraud"
  pipeline_arguments  = module.options.arguments
  code                = { bucket_arn = module.artifacts.bucket_arn, key = aws_s3_object.jar.key }
  parallelism         = var.parallelism
  parallelism_per_kpu = var.parallelism_per_kpu
  subnet_ids          = module.network.private_subnet_ids
  security_group_ids  = [module.network.client_security_group_id]
  kms_key_arn         = module.secrets.kms_key_arn
  models              = var.model == null ? null : { bucket_arn = module.artifacts.bucket_arn, prefix = var.model }
  secret_arns         = values(module.secrets.secret_arns)
  restore_snapshot    = var.restore_snapshot

  kafka = {
    cluster_arn  = module.kafka.cluster_arn
    read_topics  = local.read_topics
    write_topics = local.write_topics
  }
}

module "observability" {
  source = "../../modules/observability"

  name              = var.name
  flink_application = module.flink.application_name
  kafka_cluster     = module.kafka.cluster_name
  consumer_group    = module.flink.application_name
  topics            = local.read_topics
  mail_addresses    = var.mail_addresses
  kms_key_arn       = module.secrets.kms_key_arn
  triton            = var.triton
}
