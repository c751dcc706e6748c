# What Flink is told. Keys are those of Flink 1.19 and of the operator.

locals {
  # The profiles of the package, written from them. What stands under options it sets by itself, wherever it runs; what stands
  # under flink only the cluster can be told.
  profiles = jsondecode(file("${path.module}/profiles.json"))
  profile  = try(local.profiles[lookup(var.pipeline_arguments, "profile", "latency")], local.profiles.latency)

  profile_interval_seconds    = local.profile.options.checkpointingInterval / 1000
  profile_timeout_seconds     = local.profile.options.checkpointTimeoutMillis / 1000
  checkpoint_interval_seconds = coalesce(var.checkpoint.interval_seconds, local.profile_interval_seconds)

  # The job says itself what its profile says, so that the cluster's configuration would not be heard.
  checkpoint_arguments = {
    for option, seconds in {
      checkpointingInterval      = var.checkpoint.interval_seconds
      checkpointTimeoutMillis    = var.checkpoint.timeout_seconds
      minPauseBetweenCheckpoints = var.checkpoint.pause_seconds
    } : option => seconds * 1000 if seconds != null
  }

  configuration = merge(
    local.profile.flink,
    var.flink_configuration,
    local.state_configuration,
    local.operation_configuration,
    { for key, value in local.autoscaler_configuration : key => value if local.scale_by_itself },
  )

  state_configuration = {
    # A mount of its own: the root file system is read-only.
    "state.backend.rocksdb.localdir" = local.rocksdb_folder

    "execution.checkpointing.tolerable-failed-checkpoints" = tostring(var.checkpoint.tolerable_failures)
    "state.checkpoints.dir"                                = "${var.storage}/checkpoints"
    "state.checkpoints.num-retained"                       = tostring(var.checkpoint.retained)
    "state.savepoints.dir"                                 = "${var.storage}/savepoints"

    # A JobManager that is lost comes back with the job, from its last checkpoint.
    "high-availability.type"       = "kubernetes"
    "high-availability.storageDir" = "${var.storage}/high-availability"
  }

  operation_configuration = {
    "pipeline.max-parallelism"      = tostring(var.max_parallelism)
    "taskmanager.numberOfTaskSlots" = tostring(var.task_manager.slots)

    # Jobs come from the operator alone.
    "web.submit.enable" = "false"
    "web.cancel.enable" = "false"

    "metrics.reporter.prom.factory.class" = "org.apache.flink.metrics.prometheus.PrometheusReporterFactory"
    "metrics.reporter.prom.port"          = tostring(local.ports.metrics)

    # "0 s" turns periodic savepoints off.
    "kubernetes.operator.periodic.savepoint.interval"    = "${var.savepoints.interval_hours * 3600} s"
    "kubernetes.operator.savepoint.history.max.count"    = tostring(var.savepoints.count)
    "kubernetes.operator.savepoint.history.max.age"      = "${var.savepoints.age_days * 24} h"
    "kubernetes.operator.jm-deployment-recovery.enabled" = "true"
    "kubernetes.operator.job.restart.failed"             = "true"
  }

  autoscaler_configuration = {
    "jobmanager.scheduler"                  = "adaptive"
    "job.autoscaler.enabled"                = "true"
    "job.autoscaler.target.utilization"     = tostring(var.autoscaling.target_utilization)
    "job.autoscaler.stabilization.interval" = "${var.autoscaling.stabilization_window_seconds} s"
    "job.autoscaler.metrics.window"         = "${var.autoscaling.stabilization_window_seconds} s"
    "job.autoscaler.vertex.min-parallelism" = tostring(var.autoscaling.min_task_managers * var.task_manager.slots)
    "job.autoscaler.vertex.max-parallelism" = tostring(var.autoscaling.max_task_managers * var.task_manager.slots)
  }

  # By name, not by keys(local.configuration): that would go in a circle with the variable that it checks.
  own_configuration_keys = [
    "state.backend.rocksdb.localdir",
    "execution.checkpointing.tolerable-failed-checkpoints",
    "state.checkpoints.dir",
    "state.checkpoints.num-retained",
    "state.savepoints.dir",
    "high-availability.type",
    "high-availability.storageDir",
    "pipeline.max-parallelism",
    "taskmanager.numberOfTaskSlots",
    "web.submit.enable",
    "web.cancel.enable",
    "metrics.reporter.prom.factory.class",
    "metrics.reporter.prom.port",
    "kubernetes.operator.periodic.savepoint.interval",
    "kubernetes.operator.savepoint.history.max.count",
    "kubernetes.operator.savepoint.history.max.age",
    "kubernetes.operator.jm-deployment-recovery.enabled",
    "kubernetes.operator.job.restart.failed",
  ]

  # What the job says itself, whatever Flink's configuration says.
  job_configuration_keys = [
    "execution.checkpointing.interval",
    "execution.checkpointing.mode",
    "execution.checkpointing.timeout",
    "execution.checkpointing.externalized-checkpoint-retention",
    "pipeline.object-reuse",
    "pipeline.auto-watermark-interval",
  ]
}
