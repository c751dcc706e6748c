variables {
  name      = "fraud"
  namespace = "weir"
  image     = "registry.example.com/weir/flink:1.2.3"
  pipeline  = "fraud"
  storage   = "s3://weir/fraud"
  egress = {
    kafka      = { cidr_blocks = ["10.0.1.0/24"] }
    api_server = { cidr_blocks = ["10.0.0.1/32"] }
    storage    = { cidr_blocks = ["10.0.2.0/24"] }
  }
}

run "refuses_a_name_in_capitals" {
  command = plan

  variables {
    name = "Fraud"
  }

  expect_failures = [var.name]
}

run "refuses_a_namespace_that_begins_with_a_hyphen" {
  command = plan

  variables {
    namespace = "-weir"
  }

  expect_failures = [var.namespace]
}

run "refuses_a_label_that_flink_sets" {
  command = plan

  variables {
    labels = { app = "mine" }
  }

  expect_failures = [var.labels]
}

run "refuses_a_label_with_a_space" {
  command = plan

  variables {
    labels = { team = "not a label" }
  }

  expect_failures = [var.labels]
}

run "refuses_an_image_without_a_tag" {
  command = plan

  variables {
    image = "registry.example.com/weir/flink"
  }

  expect_failures = [var.image]
}

run "refuses_the_latest_image" {
  command = plan

  variables {
    image = "registry.example.com/weir/flink:latest"
  }

  expect_failures = [var.image]
}

run "refuses_another_flink" {
  command = plan

  variables {
    flink_version = "v1_18"
  }

  expect_failures = [var.flink_version]
}

run "refuses_a_relative_jar" {
  command = plan

  variables {
    jar_path = "weir.jar"
  }

  expect_failures = [var.jar_path]
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
    pipeline_arguments = { maxParallelism = "4" }
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

run "refuses_a_secret_over_flinks_files" {
  command = plan

  variables {
    secret_mounts = { kafka = "/opt/flink/conf" }
  }

  expect_failures = [var.secret_mounts]
}

run "refuses_an_upgrade_without_state" {
  command = plan

  variables {
    upgrade_mode = "stateless"
  }

  expect_failures = [var.upgrade_mode]
}

run "refuses_a_savepoint_without_a_scheme" {
  command = plan

  variables {
    initial_savepoint = "/tmp/savepoint"
  }

  expect_failures = [var.initial_savepoint]
}

run "refuses_a_parallelism_above_its_most" {
  command = plan

  variables {
    parallelism = 200
  }

  expect_failures = [var.parallelism]
}

run "refuses_a_max_parallelism_above_flinks" {
  command = plan

  variables {
    max_parallelism = 40000
  }

  expect_failures = [var.max_parallelism]
}

run "refuses_three_job_managers" {
  command = plan

  variables {
    job_manager = { replicas = 3 }
  }

  expect_failures = [var.job_manager]
}

run "refuses_a_task_manager_that_is_too_small" {
  command = plan

  variables {
    task_manager = { memory_mib = 512 }
  }

  expect_failures = [var.task_manager]
}

run "refuses_a_disk_that_is_too_small" {
  command = plan

  variables {
    rocksdb_disk_mib = 10
  }

  expect_failures = [var.rocksdb_disk_mib]
}

run "refuses_an_unknown_autoscaler" {
  command = plan

  variables {
    autoscaling = { by = "lag" }
  }

  expect_failures = [var.autoscaling]
}

run "refuses_more_at_least_than_at_most" {
  command = plan

  variables {
    autoscaling = { min_task_managers = 4, max_task_managers = 2 }
  }

  expect_failures = [var.autoscaling]
}

run "refuses_more_slots_than_key_groups" {
  command = plan

  variables {
    autoscaling = { max_task_managers = 200 }
  }

  expect_failures = [var.autoscaling]
}

run "refuses_a_utilization_above_one" {
  command = plan

  variables {
    autoscaling = { target_utilization = 1.5 }
  }

  expect_failures = [var.autoscaling]
}

run "refuses_an_autoscaler_that_restarts_all_the_time" {
  command = plan

  variables {
    autoscaling = { stabilization_window_seconds = 5 }
  }

  expect_failures = [var.autoscaling]
}

run "refuses_storage_that_ends_with_a_slash" {
  command = plan

  variables {
    storage = "s3://weir/fraud/"
  }

  expect_failures = [var.storage]
}

run "refuses_no_interval_between_checkpoints" {
  command = plan

  variables {
    checkpoint = { interval_seconds = 0 }
  }

  expect_failures = [var.checkpoint]
}

run "refuses_a_checkpoint_timeout_below_the_interval" {
  command = plan

  variables {
    checkpoint = { interval_seconds = 10, timeout_seconds = 5 }
  }

  expect_failures = [var.checkpoint]
}

run "refuses_no_checkpoint_that_is_kept" {
  command = plan

  variables {
    checkpoint = { retained = 0 }
  }

  expect_failures = [var.checkpoint]
}

run "refuses_no_savepoint_that_is_kept" {
  command = plan

  variables {
    savepoints = { count = 0 }
  }

  expect_failures = [var.savepoints]
}

run "refuses_a_setting_that_the_module_sets" {
  command = plan

  variables {
    flink_configuration = { "state.checkpoints.dir" = "s3://elsewhere" }
  }

  expect_failures = [var.flink_configuration]
}

run "refuses_a_setting_that_the_job_would_not_hear" {
  command = plan

  variables {
    flink_configuration = { "execution.checkpointing.interval" = "1 min" }
  }

  expect_failures = [var.flink_configuration]
}

run "refuses_a_profile_that_there_is_not" {
  command = plan

  variables {
    pipeline_arguments = { profile = "fast" }
  }

  expect_failures = [var.pipeline_arguments]
}

run "refuses_an_operator_namespace_in_capitals" {
  command = plan

  variables {
    operator_namespace = "Flink"
  }

  expect_failures = [var.operator_namespace]
}

run "refuses_a_monitoring_namespace_with_an_underscore" {
  command = plan

  variables {
    monitoring_namespace = "a_b"
  }

  expect_failures = [var.monitoring_namespace]
}

run "refuses_an_address_that_is_no_block" {
  command = plan

  variables {
    egress = {
      kafka      = { cidr_blocks = ["10.0.1.0"], ports = [9092] }
      api_server = { cidr_blocks = ["10.0.0.1/32"] }
      storage    = { cidr_blocks = ["10.0.2.0/24"] }
    }
  }

  expect_failures = [var.egress]
}

run "refuses_the_whole_internet" {
  command = plan

  variables {
    egress = {
      kafka      = { cidr_blocks = ["0.0.0.0/0"], ports = [9092] }
      api_server = { cidr_blocks = ["10.0.0.1/32"] }
      storage    = { cidr_blocks = ["10.0.2.0/24"] }
    }
  }

  expect_failures = [var.egress]
}

run "refuses_no_way_to_kafka" {
  command = plan

  variables {
    egress = {
      kafka      = { cidr_blocks = [], ports = [9092] }
      api_server = { cidr_blocks = ["10.0.0.1/32"] }
      storage    = { cidr_blocks = ["10.0.2.0/24"] }
    }
  }

  expect_failures = [var.egress]
}

run "refuses_a_port_that_is_none" {
  command = plan

  variables {
    egress = {
      kafka      = { cidr_blocks = ["10.0.1.0/24"], ports = [70000] }
      api_server = { cidr_blocks = ["10.0.0.1/32"] }
      storage    = { cidr_blocks = ["10.0.2.0/24"] }
    }
  }

  expect_failures = [var.egress]
}

run "refuses_an_alert_for_no_restart" {
  command = plan

  variables {
    alerts = { restarts = 0 }
  }

  expect_failures = [var.alerts]
}

run "refuses_an_alert_before_the_next_checkpoint" {
  command = plan

  variables {
    alerts     = { checkpoint_age_seconds = 70 }
    checkpoint = { interval_seconds = 90 }
  }

  expect_failures = [var.alerts]
}
