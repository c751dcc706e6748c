variables {
  namespace           = "weir"
  image               = "nvcr.io/nvidia/tritonserver:24.08-py3"
  model_repository    = { uri = "s3://weir/models" }
  storage_cidr_blocks = ["10.0.2.0/24"]
  clients             = { app = "fraud" }
}

run "scales_on_the_ratio_that_a_rule_records" {
  command = plan

  variables {
    autoscaling = { min_replicas = 3, max_replicas = 9, queue_ratio = 0.25 }
  }

  assert {
    condition     = yamldecode(output.manifests["horizontal-pod-autoscaler"]).spec.metrics[0].pods.metric.name == yamldecode(output.manifests["prometheus-rule"]).spec.groups[0].rules[0].record
    error_message = "the autoscaler asks for a metric that no rule records"
  }
  assert {
    condition     = yamldecode(output.manifests["horizontal-pod-autoscaler"]).spec.metrics[0].pods.target.averageValue == "250m"
    error_message = "the ratio is ${yamldecode(output.manifests["horizontal-pod-autoscaler"]).spec.metrics[0].pods.target.averageValue}"
  }
  assert {
    condition     = !can(yamldecode(output.manifests["deployment"]).spec.replicas)
    error_message = "the deployment fights with its autoscaler"
  }
}

run "finishes_requests_before_it_goes" {
  command = plan

  assert {
    condition     = contains(yamldecode(output.manifests["deployment"]).spec.template.spec.containers[0].command, "--exit-timeout-secs=45") && yamldecode(output.manifests["deployment"]).spec.template.spec.terminationGracePeriodSeconds == 60
    error_message = "the server is killed before its time is up"
  }
}

run "reads_its_models_from_a_bucket" {
  command = plan

  assert {
    condition     = contains(yamldecode(output.manifests["deployment"]).spec.template.spec.containers[0].command, "--model-repository=s3://weir/models")
    error_message = "the bucket is not the repository"
  }
}

run "reads_its_models_from_a_volume" {
  command = plan

  variables {
    model_repository    = { volume_claim = "models", poll_seconds = 30 }
    storage_cidr_blocks = []
    resources           = { gpu_count = 1 }
  }

  assert {
    condition     = one([for volume in yamldecode(output.manifests["deployment"]).spec.template.spec.volumes : volume.persistentVolumeClaim.claimName if volume.name == "models"]) == "models"
    error_message = "the claim is not mounted"
  }
  assert {
    condition     = yamldecode(output.manifests["deployment"]).spec.template.spec.containers[0].resources.limits["nvidia.com/gpu"] == "1"
    error_message = "there is no graphics card"
  }
  assert {
    condition     = contains(yamldecode(output.manifests["deployment"]).spec.template.spec.containers[0].command, "--repository-poll-secs=30")
    error_message = "new models are not looked for"
  }
}
