output "job_id" {
  description = "Dataflow's id of the job."
  value       = google_dataflow_flex_template_job.main.job_id
}

output "job_name" {
  description = "Name of the job, with its generation: what alerts go by."
  value       = local.job_name
}

output "url" {
  description = "The job's page in the console."
  value       = "https://console.cloud.google.com/dataflow/jobs/${var.region}/${google_dataflow_flex_template_job.main.job_id}?project=${var.project_id}"
}
