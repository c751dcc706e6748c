# What Flink is told. Keys are those of Flink 1.19 and of the operator.

locals {
  configuration = merge(
    local.state_configuration,
    local.operation_configuration,
    { for key, value in local.autoscaler_configuration : key => value if local.scale_by_itself },
  )

  state_configuration = {
    "state.backend.type"        = "rocksdb"
    "state.backend.incremental" = "true"
    # A mount of its own: the root file system is read-only.
    "state.backend.rocksdb.localdir" = local.rocksdb_folder

    "execution.checkpointing.interval"                          = "${var.checkpoint.interval_seconds} s"
    "execution.checkpointing.min-pause"                         = "${var.checkpoint.pause_seconds} s"
    "execution.checkpointing.timeout"                           = "${var.checkpoint.timeout_seconds} s"
    "execution.checkpointing.tolerable-failed-checkpoints"      = tostring(var.checkpoint.tolerable_failures)
    "execution.checkpointing.unaligned"                         = tostring(var.checkpoint.unaligned)
    "execution.checkpointing.aligned-checkpoint-timeout"        = "${var.checkpoint.aligned_timeout_seconds} s"
    "execution.checkpointing.externalized-checkpoint-retention" = "RETAIN_ON_CANCELLATION"
    "state.checkpoints.dir"                                     = "${var.storage}/checkpoints"
    "state.checkpoints.num-retained"                            = tostring(var.checkpoint.retained)
    "state.savepoints.dir"                                      = "${var.storage}/savepoints"

    # A JobManager that is lost comes back with the job, from its last checkpoint.
    "high-availability.type"       = "kubernetes"
    "high-availability.storageDir" = "${var.storage}/high-availability"
  }

  operation_configuration = {
    "execution.buffer-timeout.interval" = "${var.buffer_timeout_milliseconds} ms"
    "pipeline.max-parallelism"          = tostring(var.max_parallelism)
    "taskmanager.numberOfTaskSlots"     = tostring(var.task_manager.slots)

    # Restarts slow down while they do not help, and are forgotten after ten good minutes.
    "restart-strategy.type"                                      = "exponential-delay"
    "restart-strategy.exponential-delay.initial-backoff"         = "1 s"
    "restart-strategy.exponential-delay.max-backoff"             = "60 s"
    "restart-strategy.exponential-delay.backoff-multiplier"      = "2.0"
    "restart-strategy.exponential-delay.reset-backoff-threshold" = "10 min"
    "restart-strategy.exponential-delay.jitter-factor"           = "0.1"

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
    "state.backend.type",
    "state.backend.incremental",
    "state.backend.rocksdb.localdir",
    "execution.checkpointing.interval",
    "execution.checkpointing.min-pause",
    "execution.checkpointing.timeout",
    "execution.checkpointing.tolerable-failed-checkpoints",
    "execution.checkpointing.unaligned",
    "execution.checkpointing.aligned-checkpoint-timeout",
    "execution.checkpointing.externalized-checkpoint-retention",
    "state.checkpoints.dir",
    "state.checkpoints.num-retained",
    "state.savepoints.dir",
    "high-availability.type",
    "high-availability.storageDir",
    "execution.buffer-timeout.interval",
    "pipeline.max-parallelism",
    "taskmanager.numberOfTaskSlots",
  ]
}
