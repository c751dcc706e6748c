# What is not allowed below is refused and noted.

# Without ranges it is for every destination.
resource "google_compute_firewall" "deny_egress" {
  project   = var.project_id
  name      = "${var.name}-deny-egress"
  network   = google_compute_network.main.id
  direction = "EGRESS"
  priority  = 65000

  deny {
    protocol = "all"
  }
  log_config {
    metadata = "INCLUDE_ALL_METADATA"
  }
}

resource "google_compute_firewall" "google_apis" {
  project            = var.project_id
  name               = "${var.name}-google-apis"
  network            = google_compute_network.main.id
  direction          = "EGRESS"
  priority           = 1000
  destination_ranges = [local.api_block]

  allow {
    protocol = "tcp"
    ports    = ["443"]
  }
}

# Managed Kafka's brokers have addresses in the subnet.
resource "google_compute_firewall" "kafka" {
  project            = var.project_id
  name               = "${var.name}-kafka"
  network            = google_compute_network.main.id
  direction          = "EGRESS"
  priority           = 1000
  destination_ranges = [google_compute_subnetwork.main.ip_cidr_range]

  allow {
    protocol = "tcp"
    ports    = ["9092"]
  }
}

# Dataflow's workers among themselves: https://cloud.google.com/dataflow/docs/guides/routes-firewall
resource "google_compute_firewall" "workers_out" {
  project            = var.project_id
  name               = "${var.name}-workers-out"
  network            = google_compute_network.main.id
  direction          = "EGRESS"
  priority           = 1000
  target_tags        = [var.worker_tag]
  destination_ranges = [google_compute_subnetwork.main.ip_cidr_range]

  allow {
    protocol = "tcp"
    ports    = ["12345-12346"]
  }
}

resource "google_compute_firewall" "workers_in" {
  project     = var.project_id
  name        = "${var.name}-workers-in"
  network     = google_compute_network.main.id
  direction   = "INGRESS"
  priority    = 1000
  source_tags = [var.worker_tag]
  target_tags = [var.worker_tag]

  allow {
    protocol = "tcp"
    ports    = ["12345-12346"]
  }
}
