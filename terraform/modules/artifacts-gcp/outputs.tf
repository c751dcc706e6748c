output "bucket_name" {
  description = "Name of the bucket."
  value       = google_storage_bucket.main.name
}

output "image_prefix" {
  description = "What the name of an image in the repository begins with."
  value       = "${google_artifact_registry_repository.main.location}-docker.pkg.dev/${var.project_id}/${google_artifact_registry_repository.main.repository_id}"
}
