mock_provider "google-beta" {}

variables {
  project_id            = "weir-test"
  region                = "europe-west1"
  name                  = "weir-fraud"
  template_path         = "gs://weir-test-weir/templates/fraud.json"
  pipeline              = "fraud"
  service_account_email = "dataflow-weir-fraud@weir-test.iam.gserviceaccount.com"
  bucket_name           = "weir-test-weir"
  subnetwork            = "https://www.googleapis.com/compute/v1/projects/weir-test/regions/europe-west1/subnetworks/weir"
  kms_key               = "projects/weir-test/locations/europe-west1/keyRings/weir/cryptoKeys/dataflow"
}

run "drains_and_is_reached_by_nobody" {
  command = plan

  assert {
    condition     = google_dataflow_flex_template_job.main.on_delete == "drain" && google_dataflow_flex_template_job.main.skip_wait_on_job_termination == false
    error_message = "events that are on their way would be lost"
  }
  assert {
    condition     = google_dataflow_flex_template_job.main.ip_configuration == "WORKER_IP_PRIVATE"
    error_message = "workers have public addresses"
  }
  assert {
    condition     = google_dataflow_flex_template_job.main.kms_key_name == var.kms_key
    error_message = "the key is not used"
  }
  assert {
    condition     = toset(google_dataflow_flex_template_job.main.additional_experiments) == toset(["use_runner_v2", "streaming_mode_exactly_once"]) && google_dataflow_flex_template_job.main.enable_streaming_engine
    error_message = "experiments are ${join(", ", google_dataflow_flex_template_job.main.additional_experiments)}"
  }
}

run "passes_the_options_to_the_job" {
  command = plan

  variables {
    pipeline_arguments = { topicPrefix = "a-" }
    streaming_mode     = "at_least_once"
    generation         = "2"
  }

  assert {
    condition     = google_dataflow_flex_template_job.main.parameters == tomap({ pipeline = "fraud", topicPrefix = "a-" })
    error_message = "the parameters are others"
  }
  assert {
    condition     = google_dataflow_flex_template_job.main.name == "weir-fraud-2" && output.job_name == "weir-fraud-2"
    error_message = "another generation has the same name"
  }
  assert {
    condition     = contains(google_dataflow_flex_template_job.main.additional_experiments, "streaming_mode_at_least_once")
    error_message = "the mode is not chosen"
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
    name = "Fraud"
  }

  expect_failures = [var.name]
}

run "refuses_a_generation_with_a_space" {
  command = plan

  variables {
    generation = "The Second"
  }

  expect_failures = [var.generation]
}

run "refuses_two_jobs_of_one_name" {
  command = plan

  variables {
    wait_for_drain = false
  }

  expect_failures = [var.wait_for_drain]
}

run "refuses_a_template_that_is_in_no_bucket" {
  command = plan

  variables {
    template_path = "templates/fraud.json"
  }

  expect_failures = [var.template_path]
}

run "refuses_a_pipeline_with_a_space" {
  command = plan

  variables {
    pipeline = "Fraud Pipeline"
  }

  expect_failures = [var.pipeline]
}

run "refuses_an_argument_with_hyphens" {
  command = plan

  variables {
    pipeline_arguments = { "--topicPrefix" = "a" }
  }

  expect_failures = [var.pipeline_arguments]
}

run "refuses_an_argument_that_the_module_sets" {
  command = plan

  variables {
    pipeline_arguments = { maxNumWorkers = "4" }
  }

  expect_failures = [var.pipeline_arguments]
}

run "refuses_an_argument_that_reads_like_a_secret" {
  command = plan

  variables {
    pipeline_arguments = { kafkaPassword = "a" }
  }

  expect_failures = [var.pipeline_arguments]
}

run "refuses_the_default_service_account" {
  command = plan

  variables {
    service_account_email = "123-compute@developer.gserviceaccount.com"
  }

  expect_failures = [var.service_account_email]
}

run "refuses_a_bucket_with_its_scheme" {
  command = plan

  variables {
    bucket_name = "gs://weir"
  }

  expect_failures = [var.bucket_name]
}

run "refuses_a_subnet_without_its_region" {
  command = plan

  variables {
    subnetwork = "weir"
  }

  expect_failures = [var.subnetwork]
}

run "refuses_a_key_without_its_path" {
  command = plan

  variables {
    kms_key = "dataflow"
  }

  expect_failures = [var.kms_key]
}

run "refuses_an_unknown_machine" {
  command = plan

  variables {
    machine_type = "large"
  }

  expect_failures = [var.machine_type]
}

run "refuses_more_at_least_than_at_most" {
  command = plan

  variables {
    workers = { min = 4, max = 2 }
  }

  expect_failures = [var.workers]
}

run "refuses_an_unknown_mode" {
  command = plan

  variables {
    streaming_mode = "at_most_once"
  }

  expect_failures = [var.streaming_mode]
}

run "refuses_the_old_runner" {
  command = plan

  variables {
    experiments = ["disable_runner_v2"]
  }

  expect_failures = [var.experiments]
}

run "refuses_a_label_in_capitals" {
  command = plan

  variables {
    labels = { Team = "a" }
  }

  expect_failures = [var.labels]
}
