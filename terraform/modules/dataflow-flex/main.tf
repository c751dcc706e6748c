locals {
  job_name = var.generation == null ? var.name : "${var.name}-${var.generation}"

  # The runner must read Kafka on the workers; the old one has the launcher ask the brokers.
  experiments = concat(
    [
      "use_runner_v2",
      "streaming_mode_${var.streaming_mode}",
    ],
    var.experiments,
  )
}

resource "google_dataflow_flex_template_job" "main" {
  provider = google-beta

  project                      = var.project_id
  region                       = var.region
  name                         = local.job_name
  container_spec_gcs_path      = var.template_path
  parameters                   = merge(var.pipeline_arguments, { pipeline = var.pipeline })
  labels                       = merge(var.labels, { pipeline = var.pipeline })
  on_delete                    = "drain"
  skip_wait_on_job_termination = !var.wait_for_drain
  transform_name_mapping       = var.renamed_steps

  service_account_email = var.service_account_email
  subnetwork            = var.subnetwork
  ip_configuration      = "WORKER_IP_PRIVATE"
  kms_key_name          = var.kms_key
  staging_location      = "gs://${var.bucket_name}/staging"
  temp_location         = "gs://${var.bucket_name}/temporary"

  machine_type            = var.machine_type
  launcher_machine_type   = "n2-standard-2"
  num_workers             = var.workers.min
  max_workers             = var.workers.max
  autoscaling_algorithm   = "THROUGHPUT_BASED"
  enable_streaming_engine = true
  additional_experiments  = local.experiments
  # num_workers is only what the job starts with.
  additional_pipeline_options = ["dataflowServiceOptions=min_num_workers=${var.workers.min}"]
}
