# The job's own identity, apart from the job: what it may read and write is granted before it starts.

resource "google_service_account" "worker" {
  project      = var.project_id
  account_id   = "dataflow-${var.name}"
  display_name = "Workers of the Dataflow job ${var.name}"
}

# What a worker needs of the project: to be one. Topics, objects, images and secrets are granted where they are.
resource "google_project_iam_member" "worker" {
  project = var.project_id
  role    = "roles/dataflow.worker"
  member  = google_service_account.worker.member
}
