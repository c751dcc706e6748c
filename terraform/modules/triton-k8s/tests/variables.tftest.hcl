variables {
  namespace           = "weir"
  image               = "nvcr.io/nvidia/tritonserver:24.08-py3"
  model_repository    = { uri = "s3://weir/models" }
  storage_cidr_blocks = ["10.0.2.0/24"]
  clients             = { app = "fraud" }
}

run "refuses_a_name_with_an_underscore" {
  command = plan

  variables {
    name = "triton_server"
  }

  expect_failures = [var.name]
}

run "refuses_no_namespace" {
  command = plan

  variables {
    namespace = ""
  }

  expect_failures = [var.namespace]
}

run "refuses_a_label_that_the_module_sets" {
  command = plan

  variables {
    labels = { "app.kubernetes.io/name" = "mine" }
  }

  expect_failures = [var.labels]
}

run "refuses_a_label_with_a_space" {
  command = plan

  variables {
    labels = { team = "a b" }
  }

  expect_failures = [var.labels]
}

run "refuses_an_image_without_a_registry" {
  command = plan

  variables {
    image = "tritonserver"
  }

  expect_failures = [var.image]
}

run "refuses_the_latest_image" {
  command = plan

  variables {
    image = "nvcr.io/nvidia/tritonserver:latest"
  }

  expect_failures = [var.image]
}

run "refuses_two_model_repositories" {
  command = plan

  variables {
    model_repository = { uri = "s3://weir/models", volume_claim = "models" }
  }

  expect_failures = [var.model_repository]
}

run "refuses_a_repository_that_is_no_bucket" {
  command = plan

  variables {
    model_repository = { uri = "/models" }
  }

  expect_failures = [var.model_repository]
}

run "refuses_a_negative_poll" {
  command = plan

  variables {
    model_repository = { uri = "s3://weir/models", poll_seconds = -1 }
  }

  expect_failures = [var.model_repository]
}

run "refuses_half_a_graphics_card" {
  command = plan

  variables {
    resources = { gpu_count = 0.5 }
  }

  expect_failures = [var.resources]
}

run "refuses_shared_memory_as_large_as_all" {
  command = plan

  variables {
    shared_memory_mib = 8192
  }

  expect_failures = [var.shared_memory_mib]
}

run "refuses_an_unknown_operator" {
  command = plan

  variables {
    tolerations = [{ key = "gpu", operator = "In" }]
  }

  expect_failures = [var.tolerations]
}

run "refuses_equal_to_nothing" {
  command = plan

  variables {
    tolerations = [{ key = "gpu", operator = "Equal" }]
  }

  expect_failures = [var.tolerations]
}

run "refuses_a_grace_period_that_is_too_short" {
  command = plan

  variables {
    grace_period_seconds = 5
  }

  expect_failures = [var.grace_period_seconds]
}

run "refuses_a_start_that_no_model_manages" {
  command = plan

  variables {
    start_seconds = 1
  }

  expect_failures = [var.start_seconds]
}

run "refuses_no_pod" {
  command = plan

  variables {
    autoscaling = { min_replicas = 0 }
  }

  expect_failures = [var.autoscaling]
}

run "refuses_a_ratio_of_nothing" {
  command = plan

  variables {
    autoscaling = { queue_ratio = 0 }
  }

  expect_failures = [var.autoscaling]
}

run "refuses_a_window_of_hours" {
  command = plan

  variables {
    autoscaling = { stabilization_window_seconds = 7200 }
  }

  expect_failures = [var.autoscaling]
}

run "refuses_clients_that_are_everybody" {
  command = plan

  variables {
    clients = {}
  }

  expect_failures = [var.clients]
}

run "refuses_a_monitoring_namespace_in_capitals" {
  command = plan

  variables {
    monitoring_namespace = "Monitoring"
  }

  expect_failures = [var.monitoring_namespace]
}

run "refuses_the_whole_internet" {
  command = plan

  variables {
    storage_cidr_blocks = ["0.0.0.0/0"]
  }

  expect_failures = [var.storage_cidr_blocks]
}

run "refuses_a_bucket_without_a_way_to_it" {
  command = plan

  variables {
    storage_cidr_blocks = []
  }

  expect_failures = [var.storage_cidr_blocks]
}

run "refuses_an_alert_before_the_autoscaler" {
  command = plan

  variables {
    alerts = { queue_ratio = 0.1 }
  }

  expect_failures = [var.alerts]
}

run "refuses_an_alert_when_all_has_failed" {
  command = plan

  variables {
    alerts = { failure_share = 1 }
  }

  expect_failures = [var.alerts]
}
