# A client may connect (IAM), and then do what is listed here (Kafka). Kafka keeps one list for each resource, so that what the clients
# may do is turned round: from clients with their topics to topics with their clients.

locals {
  grants = flatten([
    for name, client in var.clients : concat(
      [for topic in client.reads : { resource = "topic/${var.topic_prefix}${topic}", client = name, operations = ["READ", "DESCRIBE"] }],
      [for topic in client.writes : { resource = "topic/${var.topic_prefix}${topic}", client = name, operations = ["WRITE", "DESCRIBE"] }],
      client.group_prefix == null ? [] : [{ resource = "consumerGroupPrefixed/${client.group_prefix}", client = name, operations = ["READ", "DESCRIBE"] }],
      client.group_prefix == null || length(client.writes) == 0 ? [] : [{ resource = "transactionalIdPrefixed/${client.group_prefix}", client = name, operations = ["WRITE", "DESCRIBE"] }],
    )
  ])

  entries = {
    for resource in distinct([for grant in local.grants : grant.resource]) : resource => distinct(flatten([
      for grant in local.grants : [
        for operation in grant.operations : { client = grant.client, operation = operation }
      ] if grant.resource == resource
    ]))
  }
}

resource "google_managed_kafka_acl" "main" {
  for_each = local.entries

  project  = var.project_id
  cluster  = google_managed_kafka_cluster.main.cluster_id
  location = var.region
  acl_id   = each.key

  dynamic "acl_entries" {
    for_each = each.value

    content {
      principal       = "User:${var.clients[acl_entries.value.client].service_account}"
      permission_type = "ALLOW"
      operation       = acl_entries.value.operation
      host            = "*"
    }
  }

  # Kafka accepts a list for a topic that is not there yet, but nobody should find the topic without its list.
  depends_on = [google_managed_kafka_topic.main]
}

resource "google_project_iam_member" "client" {
  for_each = var.clients

  project = var.project_id
  role    = "roles/managedkafka.client"
  member  = "serviceAccount:${each.value.service_account}"
}
