locals {
  # A key of for_each must be known when Terraform plans, and an address may not be: so by prefix and position.
  grants = merge(
    merge([for prefix, members in var.prefix_readers : {
      for number, member in members : "read-${prefix}${number}" => { prefix = prefix, member = member, role = "roles/storage.objectViewer" }
    }]...),
    merge([for prefix, members in var.prefix_writers : {
      for number, member in members : "write-${prefix}${number}" => { prefix = prefix, member = member, role = "roles/storage.objectUser" }
    }]...),
  )
}

resource "google_storage_bucket" "main" {
  project                     = var.project_id
  name                        = var.bucket_name
  location                    = var.region
  storage_class               = "STANDARD"
  uniform_bucket_level_access = true
  public_access_prevention    = "enforced"
  force_destroy               = false
  labels                      = var.labels

  encryption {
    default_kms_key_name = var.storage_kms_key
  }

  versioning {
    enabled = true
  }

  soft_delete_policy {
    retention_duration_seconds = var.retention_days * 24 * 3600
  }

  lifecycle_rule {
    condition {
      days_since_noncurrent_time = var.retention_days
    }
    action {
      type = "Delete"
    }
  }

  lifecycle_rule {
    condition {
      age            = var.temporary_days
      matches_prefix = ["temporary/"]
    }
    action {
      type = "Delete"
    }
  }
}

resource "google_storage_bucket_iam_member" "prefix" {
  for_each = local.grants

  bucket = google_storage_bucket.main.name
  role   = each.value.role
  member = each.value.member

  # A listing is asked of the bucket, not of an object: names can be seen, contents only below the prefix.
  condition {
    title       = "prefix"
    description = "Objects below ${each.value.prefix}"
    expression  = "resource.type == \"storage.googleapis.com/Bucket\" || resource.name.startsWith(\"projects/_/buckets/${google_storage_bucket.main.name}/objects/${each.value.prefix}\")"
  }
}

resource "google_artifact_registry_repository" "main" {
  project       = var.project_id
  location      = var.region
  repository_id = var.repository_name
  description   = "Images of Weir's jobs"
  format        = "DOCKER"
  kms_key_name  = var.registry_kms_key
  labels        = var.labels

  # A tag says for ever what runs.
  docker_config {
    immutable_tags = true
  }
}

resource "google_artifact_registry_repository_iam_member" "reader" {
  for_each = var.image_readers

  project    = var.project_id
  location   = google_artifact_registry_repository.main.location
  repository = google_artifact_registry_repository.main.name
  role       = "roles/artifactregistry.reader"
  member     = each.value
}
