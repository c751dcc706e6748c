locals {
  # Google's fixed addresses: https://cloud.google.com/vpc/docs/configure-private-google-access
  api_blocks = {
    private    = "199.36.153.8/30"
    restricted = "199.36.153.4/30"
  }
  api_block     = local.api_blocks[var.google_api_access]
  api_addresses = [for number in range(4) : cidrhost(local.api_block, number)]

  # By these names workers and builds look for Google's services.
  api_domains = {
    apis      = "googleapis.com."
    artifacts = "pkg.dev."
    registry  = "gcr.io."
  }
}

resource "google_compute_network" "main" {
  project                         = var.project_id
  name                            = var.name
  auto_create_subnetworks         = false
  delete_default_routes_on_create = true
  routing_mode                    = "REGIONAL"
}

resource "google_compute_subnetwork" "main" {
  project                  = var.project_id
  name                     = "${var.name}-workers"
  region                   = var.region
  network                  = google_compute_network.main.id
  ip_cidr_range            = var.subnet_cidr_block
  private_ip_google_access = true
  stack_type               = "IPV4_ONLY"

  log_config {
    aggregation_interval = "INTERVAL_5_SEC"
    flow_sampling        = 0.5
    metadata             = "INCLUDE_ALL_METADATA"
  }
}

# The only way out: to Google's own addresses. There is no address translation, and no instance has a public address.
resource "google_compute_route" "google_apis" {
  project          = var.project_id
  name             = "${var.name}-google-apis"
  network          = google_compute_network.main.id
  dest_range       = local.api_block
  next_hop_gateway = "default-internet-gateway"
  priority         = 1000
}

resource "google_dns_managed_zone" "google_apis" {
  for_each = local.api_domains

  project     = var.project_id
  name        = "${var.name}-${each.key}"
  dns_name    = each.value
  description = "Google's services by their private addresses"
  visibility  = "private"

  private_visibility_config {
    networks {
      network_url = google_compute_network.main.id
    }
  }
}

resource "google_dns_record_set" "address" {
  for_each = local.api_domains

  project      = var.project_id
  managed_zone = google_dns_managed_zone.google_apis[each.key].name
  name         = each.key == "apis" ? "${var.google_api_access}.${each.value}" : each.value
  type         = "A"
  ttl          = 300
  rrdatas      = local.api_addresses
}

resource "google_dns_record_set" "alias" {
  for_each = local.api_domains

  project      = var.project_id
  managed_zone = google_dns_managed_zone.google_apis[each.key].name
  name         = "*.${each.value}"
  type         = "CNAME"
  ttl          = 300
  rrdatas      = [google_dns_record_set.address[each.key].name]
}
