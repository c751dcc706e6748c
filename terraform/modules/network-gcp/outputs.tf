output "network_id" {
  description = "The network, as projects/P/global/networks/N."
  value       = google_compute_network.main.id
}

output "subnetwork_id" {
  description = "The subnet, as projects/P/regions/R/subnetworks/S: what managed Kafka is reached from."
  value       = google_compute_subnetwork.main.id
}

output "subnetwork_self_link" {
  description = "The subnet's full address: what Dataflow takes."
  value       = google_compute_subnetwork.main.self_link
}
