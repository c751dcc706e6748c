mock_provider "google" {}

variables {
  project_id       = "weir-test"
  job_name         = "weir-fraud"
  kafka_cluster_id = "weir"
  group_prefix     = "weir-fraud"
}

run "watches_lag_watermark_and_failure" {
  command = plan

  assert {
    condition     = toset(keys(google_monitoring_alert_policy.main)) == toset(["failed", "lag", "system_lag", "watermark_age"])
    error_message = "the alerts are ${join(", ", keys(google_monitoring_alert_policy.main))}"
  }
  assert {
    condition     = google_monitoring_alert_policy.main["lag"].conditions[0].condition_threshold[0].threshold_value == 50000
    error_message = "the threshold is another"
  }
  assert {
    condition     = length(jsondecode(google_monitoring_dashboard.main.dashboard_json).mosaicLayout.tiles) == 4
    error_message = "the dashboard shows something else"
  }
}

run "refuses_a_project_that_is_too_short" {
  command = plan

  variables {
    project_id = "p"
  }

  expect_failures = [var.project_id]
}

run "refuses_a_job_in_capitals" {
  command = plan

  variables {
    job_name = "Fraud"
  }

  expect_failures = [var.job_name]
}

run "refuses_a_cluster_in_capitals" {
  command = plan

  variables {
    kafka_cluster_id = "Kafka"
  }

  expect_failures = [var.kafka_cluster_id]
}

run "refuses_a_group_with_a_space" {
  command = plan

  variables {
    group_prefix = "a b"
  }

  expect_failures = [var.group_prefix]
}

run "refuses_an_address_instead_of_a_channel" {
  command = plan

  variables {
    notification_channels = ["somebody@example.com"]
  }

  expect_failures = [var.notification_channels]
}

run "refuses_a_lag_of_nothing" {
  command = plan

  variables {
    thresholds = { lag_records = 0 }
  }

  expect_failures = [var.thresholds]
}

run "refuses_a_minute_and_a_half" {
  command = plan

  variables {
    duration_seconds = 90
  }

  expect_failures = [var.duration_seconds]
}

run "refuses_a_label_in_capitals" {
  command = plan

  variables {
    labels = { Team = "a" }
  }

  expect_failures = [var.labels]
}
