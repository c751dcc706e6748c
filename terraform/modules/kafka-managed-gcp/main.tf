locals {
  topics = { for topic in var.topics : topic.name => topic }

  # P7DT12H: the four numbers, those that are not there as null.
  retention_parts = {
    for name, topic in local.topics : name => regex("^P(?:(\\d+)D)?(?:T(?:(\\d+)H)?(?:(\\d+)M)?(?:(\\d+)S)?)?$", topic.retention)
  }
  retention_milliseconds = {
    for name, parts in local.retention_parts : name => 1000 * sum([
      for number, seconds in [86400, 3600, 60, 1] : seconds * (parts[number] == null ? 0 : tonumber(parts[number]))
    ])
  }
}

resource "google_managed_kafka_cluster" "main" {
  project    = var.project_id
  cluster_id = var.name
  location   = var.region
  labels     = var.labels

  capacity_config {
    vcpu_count   = var.vcpu_count
    memory_bytes = var.memory_gib * 1024 * 1024 * 1024
  }

  gcp_config {
    kms_key = var.kms_key

    access_config {
      dynamic "network_configs" {
        for_each = var.subnetwork_ids

        content {
          subnet = network_configs.value
        }
      }
    }
  }

  rebalance_config {
    mode = "AUTO_REBALANCE_ON_SCALE_UP"
  }

  # With the cluster go the topics, and with them what no job has read yet.
  lifecycle {
    prevent_destroy = true
  }
}

resource "google_managed_kafka_topic" "main" {
  for_each = local.topics

  project            = var.project_id
  cluster            = google_managed_kafka_cluster.main.cluster_id
  location           = var.region
  topic_id           = "${var.topic_prefix}${each.key}"
  partition_count    = each.value.partitions
  replication_factor = var.replication_factor

  configs = {
    "cleanup.policy"      = each.value.cleanup
    "retention.ms"        = tostring(local.retention_milliseconds[each.key])
    "min.insync.replicas" = tostring(var.replication_factor - 1)
  }
}
