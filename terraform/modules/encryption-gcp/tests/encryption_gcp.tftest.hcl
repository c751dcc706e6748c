mock_provider "google" {
  mock_data "google_project" {
    defaults = { number = "123456789012" }
  }
}
mock_provider "google-beta" {}

variables {
  project_id = "weir-test"
  region     = "europe-west1"
  name       = "weir"
}

run "has_a_key_for_each_kind_of_data" {
  command = plan

  assert {
    condition     = toset(keys(google_kms_crypto_key.main)) == toset(["dataflow", "kafka", "registry", "secrets", "storage"])
    error_message = "the keys are ${join(", ", keys(google_kms_crypto_key.main))}"
  }
  assert {
    condition     = alltrue([for key in google_kms_crypto_key.main : key.rotation_period == "7776000s"])
    error_message = "a key is not changed every 90 days"
  }
  assert {
    condition     = google_kms_crypto_key_iam_member.agent["dataflow-1"].member == "serviceAccount:service-123456789012@compute-system.iam.gserviceaccount.com"
    error_message = "the disks of Dataflow's workers can not be encrypted"
  }
}

run "refuses_a_project_that_is_too_short" {
  command = plan

  variables {
    project_id = "p"
  }

  expect_failures = [var.project_id]
}

run "refuses_no_region" {
  command = plan

  variables {
    region = "mars"
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

run "refuses_an_unknown_protection" {
  command = plan

  variables {
    protection_level = "PAPER"
  }

  expect_failures = [var.protection_level]
}

run "refuses_a_key_that_never_changes" {
  command = plan

  variables {
    rotation_days = 1000
  }

  expect_failures = [var.rotation_days]
}

run "refuses_a_label_in_capitals" {
  command = plan

  variables {
    labels = { Team = "a" }
  }

  expect_failures = [var.labels]
}
