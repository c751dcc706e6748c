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

run "upgrades_with_a_savepoint_and_never_without_state" {
  command = plan

  assert {
    condition     = yamldecode(output.manifests["flink-deployment"]).spec.job.upgradeMode == "savepoint"
    error_message = "an upgrade does not take a savepoint"
  }
  assert {
    condition     = yamldecode(output.manifests["flink-deployment"]).spec.job.allowNonRestoredState == false
    error_message = "state may be lost at a start"
  }
  assert {
    condition     = yamldecode(output.manifests["flink-deployment"]).spec.flinkConfiguration["high-availability.type"] == "kubernetes"
    error_message = "there is no high availability"
  }
}

run "passes_the_options_to_the_job" {
  command = plan

  variables {
    pipeline_arguments = { topicPrefix = "a-", bootstrapServers = "kafka:9092" }
  }

  assert {
    condition     = yamldecode(output.manifests["flink-deployment"]).spec.job.args == ["--pipeline=fraud", "--jobName=fraud", "--maxParallelism=128", "--bootstrapServers=kafka:9092", "--topicPrefix=a-"]
    error_message = "arguments are ${join(" ", yamldecode(output.manifests["flink-deployment"]).spec.job.args)}"
  }
  assert {
    condition     = yamldecode(output.manifests["flink-deployment"]).spec.job.entryClass == "io.weir.runner.flink.FlinkJob"
    error_message = "the job begins with another class"
  }
}

run "configures_flink_by_the_jobs_profile" {
  command = plan

  variables {
    pipeline_arguments = { profile = "throughput" }
  }

  assert {
    condition     = { for key, value in yamldecode(output.manifests["flink-deployment"]).spec.flinkConfiguration : key => value if contains(keys(local.profiles.throughput.flink), key) } == local.profiles.throughput.flink
    error_message = "Flink is not told what the profile of the job says"
  }
  assert {
    condition     = local.profiles.throughput.flink != local.profiles.latency.flink
    error_message = "this would not see which profile it is"
  }
}

run "lets_other_settings_of_flink_come_over_the_profile" {
  command = plan

  variables {
    flink_configuration = { "execution.buffer-timeout.interval" = "7 ms" }
  }

  assert {
    condition     = yamldecode(output.manifests["flink-deployment"]).spec.flinkConfiguration["execution.buffer-timeout.interval"] == "7 ms"
    error_message = "the profile is above what was given"
  }
}

run "passes_other_checkpoints_to_the_job_which_else_would_go_by_its_profile" {
  command = plan

  variables {
    checkpoint = { interval_seconds = 30, pause_seconds = 2, timeout_seconds = 1800 }
  }

  assert {
    condition     = yamldecode(output.manifests["flink-deployment"]).spec.job.args == ["--pipeline=fraud", "--jobName=fraud", "--maxParallelism=128", "--checkpointTimeoutMillis=1800000", "--checkpointingInterval=30000", "--minPauseBetweenCheckpoints=2000"]
    error_message = "arguments are ${join(" ", yamldecode(output.manifests["flink-deployment"]).spec.job.args)}"
  }
}

run "scales_by_kafkas_lag_within_its_bounds" {
  command = plan

  variables {
    autoscaling = { min_task_managers = 3, max_task_managers = 6, target_lag = 500 }
  }

  assert {
    condition     = yamldecode(output.manifests["horizontal-pod-autoscaler"]).spec.minReplicas == 3 && yamldecode(output.manifests["horizontal-pod-autoscaler"]).spec.maxReplicas == 6
    error_message = "the bounds are others"
  }
  assert {
    condition     = yamldecode(output.manifests["horizontal-pod-autoscaler"]).spec.metrics[0].external.metric.name == yamldecode(output.manifests["prometheus-rule"]).spec.groups[0].rules[0].record
    error_message = "the autoscaler asks for a metric that no rule records"
  }
  assert {
    condition     = output.computed_fields["flink-deployment"] == tolist(["spec.taskManager.replicas"])
    error_message = "Terraform would take back what the autoscaler has scaled"
  }
  assert {
    condition     = yamldecode(output.manifests["pod-disruption-budget"]).spec.minAvailable == 2
    error_message = "more than one TaskManager may be taken at a time"
  }
}

run "leaves_the_scale_to_the_operator" {
  command = plan

  variables {
    autoscaling = { by = "utilization" }
  }

  assert {
    condition     = !contains(keys(output.manifests), "horizontal-pod-autoscaler") && yamldecode(output.manifests["flink-deployment"]).spec.flinkConfiguration["job.autoscaler.enabled"] == "true"
    error_message = "two autoscalers, or none"
  }
  assert {
    condition     = !can(yamldecode(output.manifests["flink-deployment"]).spec.taskManager.replicas)
    error_message = "a fixed number of TaskManagers overrides the operator's autoscaler"
  }
}

run "has_no_budget_where_one_task_manager_does_it_all" {
  command = plan

  variables {
    parallelism = 1
    autoscaling = { by = "none" }
  }

  assert {
    condition     = !contains(keys(output.manifests), "pod-disruption-budget") && !contains(keys(output.manifests), "horizontal-pod-autoscaler")
    error_message = "a budget for one pod stops its node from being drained"
  }
}
