mock_provider "google" {}

variables {
  project_id = "weir-test"
  region     = "europe-west1"
  kms_key    = "projects/weir-test/locations/europe-west1/keyRings/weir/cryptoKeys/secrets"
  secrets    = { kafka = { readers = ["serviceAccount:job@weir-test.iam.gserviceaccount.com"] } }
}

run "keeps_a_secret_encrypted_in_its_region" {
  command = plan

  assert {
    condition     = google_secret_manager_secret.main["kafka"].replication[0].user_managed[0].replicas[0].customer_managed_encryption[0].kms_key_name == var.kms_key
    error_message = "the key is not used"
  }
  assert {
    condition     = google_secret_manager_secret_iam_member.reader["kafka-0"].role == "roles/secretmanager.secretAccessor"
    error_message = "a reader may do more than read"
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

run "refuses_a_name_with_a_space" {
  command = plan

  variables {
    secrets = { "a b" = { readers = [] } }
  }

  expect_failures = [var.secrets]
}

run "refuses_everybody_as_a_reader" {
  command = plan

  variables {
    secrets = { kafka = { readers = ["allUsers"] } }
  }

  expect_failures = [var.secrets]
}

run "refuses_a_key_without_its_path" {
  command = plan

  variables {
    kms_key = "secrets"
  }

  expect_failures = [var.kms_key]
}

run "refuses_a_label_in_capitals" {
  command = plan

  variables {
    labels = { Team = "a" }
  }

  expect_failures = [var.labels]
}
