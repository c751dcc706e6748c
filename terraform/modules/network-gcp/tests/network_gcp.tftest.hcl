mock_provider "google" {}

variables {
  project_id = "weir-test"
  region     = "europe-west1"
  name       = "weir"
}

run "has_no_way_to_the_internet" {
  command = plan

  assert {
    condition     = google_compute_network.main.delete_default_routes_on_create && !google_compute_network.main.auto_create_subnetworks
    error_message = "the default route stays"
  }
  assert {
    condition     = google_compute_route.google_apis.dest_range == "199.36.153.4/30"
    error_message = "there is a route elsewhere than to Google's services"
  }
  assert {
    condition     = google_compute_firewall.deny_egress.direction == "EGRESS" && google_compute_firewall.deny_egress.deny != null && google_compute_firewall.deny_egress.priority > google_compute_firewall.google_apis.priority
    error_message = "what is not allowed is not refused"
  }
  assert {
    condition     = google_dns_record_set.address["apis"].rrdatas == tolist(["199.36.153.4", "199.36.153.5", "199.36.153.6", "199.36.153.7"])
    error_message = "Google's names lead elsewhere"
  }
}

run "reaches_all_services_where_told" {
  command = plan

  variables {
    google_api_access = "private"
  }

  assert {
    condition     = google_dns_record_set.address["apis"].name == "private.googleapis.com." && google_compute_route.google_apis.dest_range == "199.36.153.8/30"
    error_message = "the private addresses are not used"
  }
}

run "refuses_a_project_that_is_too_short" {
  command = plan

  variables {
    project_id = "p"
  }

  expect_failures = [var.project_id]
}

run "refuses_a_continent" {
  command = plan

  variables {
    region = "europe"
  }

  expect_failures = [var.region]
}

run "refuses_a_name_in_capitals" {
  command = plan

  variables {
    name = "Weir"
  }

  expect_failures = [var.name]
}

run "refuses_public_addresses" {
  command = plan

  variables {
    subnet_cidr_block = "8.8.8.0/24"
  }

  expect_failures = [var.subnet_cidr_block]
}

run "refuses_a_subnet_that_is_too_large" {
  command = plan

  variables {
    subnet_cidr_block = "10.0.0.0/8"
  }

  expect_failures = [var.subnet_cidr_block]
}

run "refuses_the_internets_way_to_google" {
  command = plan

  variables {
    google_api_access = "public"
  }

  expect_failures = [var.google_api_access]
}

run "refuses_a_tag_in_capitals" {
  command = plan

  variables {
    worker_tag = "Workers"
  }

  expect_failures = [var.worker_tag]
}
