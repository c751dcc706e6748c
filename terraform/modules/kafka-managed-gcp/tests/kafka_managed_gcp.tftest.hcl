mock_provider "google" {}

variables {
  project_id     = "weir-test"
  region         = "europe-west1"
  name           = "weir"
  kms_key        = "projects/weir-test/locations/europe-west1/keyRings/weir/cryptoKeys/kafka"
  subnetwork_ids = ["projects/weir-test/regions/europe-west1/subnetworks/weir"]
  topic_prefix   = "fraud-"
  topics = [
    { name = "transactions", partitions = 4, retention = "P7DT12H" },
    { name = "actions", partitions = 2 },
  ]
  clients = {
    job = {
      service_account = "job@weir-test.iam.gserviceaccount.com"
      reads           = ["transactions"]
      writes          = ["actions"]
      group_prefix    = "fraud"
    }
    producer = {
      service_account = "producer@weir-test.iam.gserviceaccount.com"
      writes          = ["transactions"]
    }
  }
}

run "makes_the_topics_of_the_manifest" {
  command = plan

  assert {
    condition     = google_managed_kafka_topic.main["transactions"].topic_id == "fraud-transactions" && google_managed_kafka_topic.main["transactions"].partition_count == 4
    error_message = "the topic is another"
  }
  assert {
    condition     = google_managed_kafka_topic.main["transactions"].configs["retention.ms"] == "648000000" && google_managed_kafka_topic.main["actions"].configs["retention.ms"] == "604800000"
    error_message = "retention is ${google_managed_kafka_topic.main["transactions"].configs["retention.ms"]} ms"
  }
  assert {
    condition     = google_managed_kafka_topic.main["actions"].configs["min.insync.replicas"] == "2"
    error_message = "an answer may come from one copy alone"
  }
}

run "grants_each_client_its_topics_and_no_others" {
  command = plan

  assert {
    condition     = toset(keys(google_managed_kafka_acl.main)) == toset(["topic/fraud-transactions", "topic/fraud-actions", "consumerGroupPrefixed/fraud", "transactionalIdPrefixed/fraud"])
    error_message = "the lists are ${join(", ", keys(google_managed_kafka_acl.main))}"
  }
  assert {
    condition = toset([for entry in google_managed_kafka_acl.main["topic/fraud-transactions"].acl_entries : "${entry.principal} ${entry.operation}"]) == toset([
      "User:job@weir-test.iam.gserviceaccount.com READ",
      "User:job@weir-test.iam.gserviceaccount.com DESCRIBE",
      "User:producer@weir-test.iam.gserviceaccount.com WRITE",
      "User:producer@weir-test.iam.gserviceaccount.com DESCRIBE",
    ])
    error_message = "transactions are open to others, or for more"
  }
  assert {
    condition     = alltrue([for member in google_project_iam_member.client : member.role == "roles/managedkafka.client"])
    error_message = "a client may do more than connect"
  }
}

run "is_encrypted" {
  command = plan

  assert {
    condition     = google_managed_kafka_cluster.main.gcp_config[0].kms_key == var.kms_key
    error_message = "the key is not used"
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

run "refuses_a_key_without_its_path" {
  command = plan

  variables {
    kms_key = "kafka"
  }

  expect_failures = [var.kms_key]
}

run "refuses_a_cluster_that_nobody_reaches" {
  command = plan

  variables {
    subnetwork_ids = []
  }

  expect_failures = [var.subnetwork_ids]
}

run "refuses_a_subnet_without_its_path" {
  command = plan

  variables {
    subnetwork_ids = ["weir"]
  }

  expect_failures = [var.subnetwork_ids]
}

run "refuses_two_processors" {
  command = plan

  variables {
    vcpu_count = 2
  }

  expect_failures = [var.vcpu_count]
}

run "refuses_more_memory_than_fits_the_processors" {
  command = plan

  variables {
    memory_gib = 100
  }

  expect_failures = [var.memory_gib]
}

run "refuses_a_prefix_with_a_space" {
  command = plan

  variables {
    topic_prefix = "a b"
  }

  expect_failures = [var.topic_prefix]
}

run "refuses_a_topic_twice" {
  command = plan

  variables {
    topics = [{ name = "transactions", partitions = 1 }, { name = "actions", partitions = 1 }, { name = "actions", partitions = 2 }]
  }

  expect_failures = [var.topics]
}

run "refuses_a_topic_with_a_space" {
  command = plan

  variables {
    topics  = [{ name = "a b", partitions = 1 }]
    clients = { job = { service_account = "j@p", writes = ["a b"] } }
  }

  expect_failures = [var.topics]
}

run "refuses_no_partition" {
  command = plan

  variables {
    topics = [{ name = "transactions", partitions = 0 }, { name = "actions", partitions = 1 }]
  }

  expect_failures = [var.topics]
}

run "refuses_a_retention_in_words" {
  command = plan

  variables {
    topics = [{ name = "transactions", partitions = 1, retention = "7 days" }, { name = "actions", partitions = 1 }]
  }

  expect_failures = [var.topics]
}

run "refuses_an_unknown_cleanup" {
  command = plan

  variables {
    topics = [{ name = "transactions", partitions = 1, cleanup = "shred" }, { name = "actions", partitions = 1 }]
  }

  expect_failures = [var.topics]
}

run "refuses_one_copy" {
  command = plan

  variables {
    replication_factor = 1
  }

  expect_failures = [var.replication_factor]
}

run "refuses_a_member_instead_of_an_address" {
  command = plan

  variables {
    clients = { job = { service_account = "serviceAccount:j@p", reads = ["transactions"], writes = ["actions"], group_prefix = "a" } }
  }

  expect_failures = [var.clients]
}

run "refuses_a_topic_that_is_not_there" {
  command = plan

  variables {
    clients = { job = { service_account = "j@p", reads = ["transactions", "labels"], writes = ["actions"], group_prefix = "a" } }
  }

  expect_failures = [var.clients]
}

run "refuses_a_topic_that_is_open_to_all" {
  command = plan

  variables {
    clients = { job = { service_account = "j@p", reads = ["transactions"], group_prefix = "a" } }
  }

  expect_failures = [var.clients]
}

run "refuses_a_reader_without_a_group" {
  command = plan

  variables {
    clients = { job = { service_account = "j@p", reads = ["transactions"], writes = ["actions"] } }
  }

  expect_failures = [var.clients]
}

run "refuses_a_group_with_a_space" {
  command = plan

  variables {
    clients = { job = { service_account = "j@p", reads = ["transactions"], writes = ["actions"], group_prefix = "a b" } }
  }

  expect_failures = [var.clients]
}

run "refuses_a_label_in_capitals" {
  command = plan

  variables {
    labels = { Team = "a" }
  }

  expect_failures = [var.labels]
}
