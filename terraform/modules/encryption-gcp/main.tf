# One key for each kind of data, so that each can be taken away alone. Who uses a key is Google's agent of that service, and nobody else.

locals {
  agents = {
    kafka    = [google_project_service_identity.agent["managedkafka.googleapis.com"].member]
    registry = [google_project_service_identity.agent["artifactregistry.googleapis.com"].member]
    secrets  = [google_project_service_identity.agent["secretmanager.googleapis.com"].member]
    storage  = [data.google_storage_project_service_account.main.member]
    # Dataflow's state is its own, its workers' disks are Compute Engine's.
    dataflow = [
      google_project_service_identity.agent["dataflow.googleapis.com"].member,
      "serviceAccount:service-${data.google_project.main.number}@compute-system.iam.gserviceaccount.com",
    ]
  }

  # By position, not by address: an agent's address is known only after it was made.
  grants = merge([
    for key, members in local.agents : { for number, member in members : "${key}-${number}" => { key = key, member = member } }
  ]...)
}

data "google_project" "main" {
  project_id = var.project_id
}

data "google_storage_project_service_account" "main" {
  project = var.project_id
}

resource "google_project_service_identity" "agent" {
  provider = google-beta
  for_each = toset([
    "artifactregistry.googleapis.com",
    "dataflow.googleapis.com",
    "managedkafka.googleapis.com",
    "secretmanager.googleapis.com",
  ])

  project = var.project_id
  service = each.key
}

resource "google_kms_key_ring" "main" {
  project  = var.project_id
  name     = var.name
  location = var.region
}

resource "google_kms_crypto_key" "main" {
  for_each = local.agents

  name            = each.key
  key_ring        = google_kms_key_ring.main.id
  purpose         = "ENCRYPT_DECRYPT"
  rotation_period = "${var.rotation_days * 24 * 3600}s"
  labels          = var.labels

  version_template {
    algorithm        = "GOOGLE_SYMMETRIC_ENCRYPTION"
    protection_level = var.protection_level
  }

  # With the key all that it encrypts is lost.
  lifecycle {
    prevent_destroy = true
  }
}

resource "google_kms_crypto_key_iam_member" "agent" {
  for_each = local.grants

  crypto_key_id = google_kms_crypto_key.main[each.value.key].id
  role          = "roles/cloudkms.cryptoKeyEncrypterDecrypter"
  member        = each.value.member
}
