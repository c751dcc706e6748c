mock_provider "google" {}

variables {
  project_id       = "weir-test"
  region           = "europe-west1"
  bucket_name      = "weir-test-weir"
  storage_kms_key  = "projects/weir-test/locations/europe-west1/keyRings/weir/cryptoKeys/storage"
  registry_kms_key = "projects/weir-test/locations/europe-west1/keyRings/weir/cryptoKeys/registry"
}

run "is_closed_and_encrypted" {
  command = plan

  assert {
    condition     = google_storage_bucket.main.public_access_prevention == "enforced" && google_storage_bucket.main.uniform_bucket_level_access
    error_message = "the bucket can be opened"
  }
  assert {
    condition     = google_storage_bucket.main.encryption[0].default_kms_key_name == var.storage_kms_key && google_artifact_registry_repository.main.kms_key_name == var.registry_kms_key
    error_message = "the keys are not used"
  }
}

run "grants_below_a_prefix_only" {
  command = plan

  variables {
    prefix_readers = { "models/" = ["serviceAccount:job@weir-test.iam.gserviceaccount.com"] }
  }

  assert {
    condition     = google_storage_bucket_iam_member.prefix["read-models/0"].role == "roles/storage.objectViewer" && strcontains(google_storage_bucket_iam_member.prefix["read-models/0"].condition[0].expression, "/objects/models/")
    error_message = "the grant reaches further than its prefix"
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

run "refuses_a_bucket_in_capitals" {
  command = plan

  variables {
    bucket_name = "Weir"
  }

  expect_failures = [var.bucket_name]
}

run "refuses_a_repository_that_begins_with_a_digit" {
  command = plan

  variables {
    repository_name = "9"
  }

  expect_failures = [var.repository_name]
}

run "refuses_a_key_for_storage_without_its_path" {
  command = plan

  variables {
    storage_kms_key = "storage"
  }

  expect_failures = [var.storage_kms_key]
}

run "refuses_a_key_for_images_without_its_path" {
  command = plan

  variables {
    registry_kms_key = "registry"
  }

  expect_failures = [var.registry_kms_key]
}

run "refuses_a_prefix_to_read_that_begins_with_a_slash" {
  command = plan

  variables {
    prefix_readers = { "/models" = [] }
  }

  expect_failures = [var.prefix_readers]
}

run "refuses_everybody_as_a_reader" {
  command = plan

  variables {
    prefix_readers = { "models/" = ["allUsers"] }
  }

  expect_failures = [var.prefix_readers]
}

run "refuses_a_prefix_to_write_without_an_end" {
  command = plan

  variables {
    prefix_writers = { "staging" = [] }
  }

  expect_failures = [var.prefix_writers]
}

run "refuses_everybody_as_a_writer" {
  command = plan

  variables {
    prefix_writers = { "staging/" = ["allAuthenticatedUsers"] }
  }

  expect_failures = [var.prefix_writers]
}

run "refuses_everybody_at_the_images" {
  command = plan

  variables {
    image_readers = { all = "allUsers" }
  }

  expect_failures = [var.image_readers]
}

run "refuses_a_retention_of_a_day" {
  command = plan

  variables {
    retention_days = 1
  }

  expect_failures = [var.retention_days]
}

run "refuses_temporary_files_for_a_year" {
  command = plan

  variables {
    temporary_days = 365
  }

  expect_failures = [var.temporary_days]
}

run "refuses_a_label_in_capitals" {
  command = plan

  variables {
    labels = { Team = "a" }
  }

  expect_failures = [var.labels]
}
