output "service_account_email" {
  description = "Address of the workers' service account, for the grants of topics, objects, images and secrets. Known once it may be a worker."
  value       = google_service_account.worker.email
  depends_on  = [google_project_iam_member.worker]
}

output "service_account_member" {
  description = "The same as a member of a policy."
  value       = google_service_account.worker.member
  depends_on  = [google_project_iam_member.worker]
}
