mock_provider "kubernetes" {}

variables {
  manifests = {
    first = <<-EOT
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: first, namespace: weir}
    EOT
  }
}

run "leaves_computed_fields_alone" {
  command = plan

  variables {
    computed_fields = { first = ["data.counter"] }
  }

  assert {
    condition     = contains(kubernetes_manifest.main["first"].computed_fields, "data.counter") && contains(kubernetes_manifest.main["first"].computed_fields, "metadata.labels")
    error_message = "Terraform would write what something else has written"
  }
  assert {
    condition     = output.names["first"] == "ConfigMap/first"
    error_message = "the names are others"
  }
}

run "refuses_a_manifest_without_a_name" {
  command = plan

  variables {
    manifests = { first = "kind: ConfigMap" }
  }

  expect_failures = [var.manifests]
}

run "refuses_fields_of_no_manifest" {
  command = plan

  variables {
    computed_fields = { second = ["spec.replicas"] }
  }

  expect_failures = [var.computed_fields]
}

run "refuses_no_field_manager" {
  command = plan

  variables {
    field_manager = ""
  }

  expect_failures = [var.field_manager]
}
