mock_provider "kubernetes" {}

variables {
  cluster           = { context = "kind-weir" }
  images            = { flink = "registry.example.com/weir/flink:1.0.0" }
  storage           = "s3://bucket/weir"
  model_repository  = { uri = "s3://bucket/models" }
  bootstrap_servers = "broker-1:9092,broker-2:9092"
  networks = {
    kafka      = ["10.0.1.0/24"]
    api_server = ["10.0.0.1/32"]
    storage    = ["10.0.2.0/24"]
  }
}

run "applies_the_job_and_its_model_server" {
  command = plan

  assert {
    condition     = output.objects["flink-flink-deployment"] == "FlinkDeployment/fraud" && output.objects["triton-deployment"] == "Deployment/triton"
    error_message = "the objects are ${join(", ", values(output.objects))}"
  }
  assert {
    condition     = length(output.objects) == 17
    error_message = "there are ${length(output.objects)} objects"
  }
}

run "refuses_a_cluster_without_a_context" {
  command = plan

  variables {
    cluster = { context = "" }
  }

  expect_failures = [var.cluster]
}

run "refuses_half_a_graphics_card" {
  command = plan

  variables {
    gpu_count = 0.5
  }

  expect_failures = [var.gpu_count]
}
