locals {
  grants = merge([
    for name, secret in var.secrets : { for number, member in secret.readers : "${name}-${number}" => { secret = name, member = member } }
  ]...)
}

resource "google_secret_manager_secret" "main" {
  for_each = var.secrets

  project             = var.project_id
  secret_id           = each.key
  labels              = var.labels
  deletion_protection = true
  # A version that was destroyed by mistake can be got back for a week.
  version_destroy_ttl = "604800s"

  replication {
    user_managed {
      replicas {
        location = var.region

        customer_managed_encryption {
          kms_key_name = var.kms_key
        }
      }
    }
  }
}

resource "google_secret_manager_secret_iam_member" "reader" {
  for_each = local.grants

  project   = var.project_id
  secret_id = google_secret_manager_secret.main[each.value.secret].secret_id
  role      = "roles/secretmanager.secretAccessor"
  member    = each.value.member
}
