output "bootstrap_servers" {
  description = "What the pipeline's option bootstrapServers takes. Clients speak SASL_SSL and show a token of their service account."
  value       = "bootstrap.${google_managed_kafka_cluster.main.cluster_id}.${var.region}.managedkafka.${var.project_id}.cloud.goog:9092"
}

output "cluster_id" {
  description = "Name of the cluster."
  value       = google_managed_kafka_cluster.main.cluster_id
}

output "topic_names" {
  description = "Full names of the topics, by their names in the manifest."
  value       = { for name, topic in google_managed_kafka_topic.main : name => topic.topic_id }
}
