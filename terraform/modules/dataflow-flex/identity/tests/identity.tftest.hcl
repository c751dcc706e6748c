mock_provider "google" {}

variables {
  project_id = "weir-test"
  name       = "weir-fraud"
}

run "may_be_a_worker_and_nothing_else" {
  command = plan

  assert {
    condition     = google_project_iam_member.worker.role == "roles/dataflow.worker"
    error_message = "the account may do more"
  }
  assert {
    condition     = google_service_account.worker.account_id == "dataflow-weir-fraud"
    error_message = "the account has another name"
  }
}

run "refuses_a_project_that_is_too_short" {
  command = plan

  variables {
    project_id = "p"
  }

  expect_failures = [var.project_id]
}

run "refuses_a_name_that_is_too_long" {
  command = plan

  variables {
    name = "a-name-that-makes-an-account-too-long"
  }

  expect_failures = [var.name]
}
