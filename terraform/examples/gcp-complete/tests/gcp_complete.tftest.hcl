mock_provider "google" {
  mock_data "google_project" {
    defaults = { number = "123456789012" }
  }
}
mock_provider "google-beta" {}

variables {
  project_id = "weir-test"
}

run "makes_everything_but_the_job_first" {
  command = plan

  assert {
    condition     = length(module.job) == 0 && output.job_url == null
    error_message = "a job is started before there is a template"
  }
  assert {
    condition     = output.bootstrap_servers == "bootstrap.weir.europe-west1.managedkafka.weir-test.cloud.goog:9092"
    error_message = "Kafka is at ${output.bootstrap_servers}"
  }
}

run "starts_the_job_when_its_template_is_there" {
  command = plan

  variables {
    template_ready = true
    generation     = "2"
  }

  assert {
    condition     = module.job[0].job_name == "weir-fraud-2"
    error_message = "the job is another"
  }
}

run "opens_topics_to_producers_and_consumers_by_name" {
  command = plan

  variables {
    producers = { shop = "shop@weir-test.iam.gserviceaccount.com" }
    consumers = { desk = "desk@weir-test.iam.gserviceaccount.com" }
  }

  assert {
    condition     = toset(keys(module.kafka.topic_names)) == toset(["transactions", "labels", "actions", "dead-letters"])
    error_message = "the topics are others than the manifest's"
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

run "refuses_a_name_that_is_too_long" {
  command = plan

  variables {
    name = "a-name-that-is-too-long"
  }

  expect_failures = [var.name]
}
