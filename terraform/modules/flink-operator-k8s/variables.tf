# ----------------------------------------------------------------------------------------------------------------------
# The job
# ----------------------------------------------------------------------------------------------------------------------

variable "name" {
  description = "Name of the FlinkDeployment; every other object is named after it, and the consumer groups begin with it."
  type        = string
  nullable    = false

  validation {
    # Flink appends "-taskmanager-1-1" and the like; a label value holds 63 characters.
    condition     = can(regex("^[a-z]([-a-z0-9]{0,43}[a-z0-9])?$", var.name))
    error_message = "name is '${var.name}', must be 1 to 45 lower-case letters, digits and '-', begin with a letter and not end with '-'."
  }
}

variable "namespace" {
  description = "Namespace of all objects. It must exist, and the operator must watch it."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$", var.namespace))
    error_message = "namespace is '${var.namespace}', must be 1 to 63 lower-case letters, digits and '-', not '-' at either end."
  }
}

variable "labels" {
  description = "Labels of all objects, beside the recommended ones that the module sets."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for key in keys(var.labels) : !startswith(key, "app.kubernetes.io/") && key != "app" && key != "component"])
    error_message = "labels has ${join(", ", keys(var.labels))}, must not have app, component and app.kubernetes.io/*: Flink and the module set them."
  }
  validation {
    condition     = alltrue([for value in values(var.labels) : can(regex("^([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$", value))])
    error_message = "labels has the values ${join(", ", values(var.labels))}, each must be at most 63 letters, digits, '-', '_' and '.'."
  }
}

variable "image" {
  description = "Container image with the job's jar, by tag or digest; see runners/flink/container/Dockerfile."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z0-9.-]+(:[0-9]+)?(/[a-z0-9._-]+)+(:[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})?(@sha256:[0-9a-f]{64})?$", var.image)) && can(regex("(:[^/]+|@sha256:[0-9a-f]{64})$", var.image))
    error_message = "image is '${var.image}', must be registry/repository with a :tag or an @sha256 digest."
  }
  validation {
    condition     = !endswith(var.image, ":latest")
    error_message = "image is '${var.image}', must have a version or a digest: the tag latest says nothing about what runs."
  }
}

variable "image_pull_secrets" {
  description = "Names of the secrets with which the image is pulled."
  type        = list(string)
  default     = []
  nullable    = false
}

variable "flink_version" {
  description = "Flink's minor version, as the operator writes it; it must be that of the image."
  type        = string
  default     = "v1_19"
  nullable    = false

  validation {
    condition     = contains(["v1_19"], var.flink_version)
    error_message = "flink_version is '${var.flink_version}', must be v1_19: the jar is built for Flink 1.19."
  }
}

variable "jar_path" {
  description = "Where the jar lies in the image."
  type        = string
  default     = "/opt/flink/usrlib/weir.jar"
  nullable    = false

  validation {
    condition     = can(regex("^/.+\\.jar$", var.jar_path))
    error_message = "jar_path is '${var.jar_path}', must be an absolute path that ends with .jar."
  }
}

variable "pipeline" {
  description = "Which pipeline the jar runs, such as fraud."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]*$", var.pipeline))
    error_message = "pipeline is '${var.pipeline}', must be lower-case letters, digits and '-', and begin with a letter."
  }
}

variable "pipeline_arguments" {
  description = "Options of the pipeline by name, as modules/options renders them. They show in Flink's web page: never a secret."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for key in keys(var.pipeline_arguments) : can(regex("^[a-z][A-Za-z0-9]*$", key))])
    error_message = "pipeline_arguments has ${join(", ", keys(var.pipeline_arguments))}; names must be camelCase, without '--'."
  }
  validation {
    condition     = length(setintersection(keys(var.pipeline_arguments), local.own_arguments)) == 0
    error_message = "pipeline_arguments must not hold ${join(", ", setintersection(keys(var.pipeline_arguments), local.own_arguments))}: the module sets it."
  }
  validation {
    condition     = contains(keys(local.profiles), lookup(var.pipeline_arguments, "profile", "latency"))
    error_message = "pipeline_arguments.profile is '${lookup(var.pipeline_arguments, "profile", "latency")}', must be ${join(" or ", keys(local.profiles))}."
  }
  validation {
    condition     = alltrue([for key in keys(var.pipeline_arguments) : endswith(key, "File") || !can(regex("(?i)(password|secret|credential|token|apikey)", key))])
    error_message = "pipeline_arguments has ${join(", ", keys(var.pipeline_arguments))}; none must read like a secret: mount it with secret_mounts and pass its path."
  }
}

variable "secret_mounts" {
  description = "Kubernetes secrets to mount, read-only, in every pod of the job: mount path by secret name."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for path in values(var.secret_mounts) : can(regex("^/[^:]+$", path)) && !startswith(path, "/opt/flink") && path != "/tmp"])
    error_message = "secret_mounts has ${join(", ", values(var.secret_mounts))}; paths must be absolute, without ':', outside /opt/flink and /tmp."
  }
}

variable "upgrade_mode" {
  description = "How the operator changes a running job: savepoint (stop with a savepoint, start from it) or last-state (from the last checkpoint, also when the job is not healthy)."
  type        = string
  default     = "savepoint"
  nullable    = false

  validation {
    condition     = contains(["savepoint", "last-state"], var.upgrade_mode)
    error_message = "upgrade_mode is '${var.upgrade_mode}', must be savepoint or last-state; stateless would lose the features."
  }
}

variable "initial_savepoint" {
  description = "Savepoint that a new deployment starts from; null: from nothing."
  type        = string
  default     = null

  validation {
    condition     = var.initial_savepoint == null || can(regex("^[a-z0-9]+://.+", var.initial_savepoint))
    error_message = "initial_savepoint is '${coalesce(var.initial_savepoint, " ")}', must be a URI such as s3://bucket/savepoints/savepoint-1."
  }
}

# ----------------------------------------------------------------------------------------------------------------------
# Size
# ----------------------------------------------------------------------------------------------------------------------

variable "parallelism" {
  description = "Parallelism at the start; with autoscaling it is what the first pods run with."
  type        = number
  default     = 2
  nullable    = false

  validation {
    condition     = var.parallelism >= 1 && floor(var.parallelism) == var.parallelism && var.parallelism <= var.max_parallelism
    error_message = "parallelism is ${var.parallelism}, must be a whole number from 1 to max_parallelism (${var.max_parallelism})."
  }
}

variable "max_parallelism" {
  description = "Number of key groups: the most that the job can ever be scaled to. It is part of the state, so it can not be changed later."
  type        = number
  default     = 128
  nullable    = false

  validation {
    condition     = var.max_parallelism >= 1 && var.max_parallelism <= 32768 && floor(var.max_parallelism) == var.max_parallelism
    error_message = "max_parallelism is ${var.max_parallelism}, must be a whole number from 1 to 32768."
  }
}

variable "job_manager" {
  description = "Size of a JobManager: CPU cores, memory in MiB, and how many there are (2: one stands by)."
  type = object({
    cpu        = optional(number, 1)
    memory_mib = optional(number, 2048)
    replicas   = optional(number, 1)
  })
  default  = {}
  nullable = false

  validation {
    condition     = var.job_manager.cpu > 0 && var.job_manager.memory_mib >= 1024 && contains([1, 2], var.job_manager.replicas)
    error_message = "job_manager is ${jsonencode(var.job_manager)}: cpu must be above 0, memory_mib at least 1024, replicas 1 or 2."
  }
}

variable "task_manager" {
  description = "Size of a TaskManager: CPU cores, memory in MiB, task slots."
  type = object({
    cpu        = optional(number, 1)
    memory_mib = optional(number, 4096)
    slots      = optional(number, 1)
  })
  default  = {}
  nullable = false

  validation {
    condition     = var.task_manager.cpu > 0 && var.task_manager.memory_mib >= 1024 && var.task_manager.slots >= 1 && floor(var.task_manager.slots) == var.task_manager.slots
    error_message = "task_manager is ${jsonencode(var.task_manager)}: cpu must be above 0, memory_mib at least 1024, slots a whole number from 1."
  }
}

variable "rocksdb_disk_mib" {
  description = "Disk of a TaskManager for RocksDB's working files, in MiB. A pod that needs more is evicted."
  type        = number
  default     = 20480
  nullable    = false

  validation {
    condition     = var.rocksdb_disk_mib >= 1024
    error_message = "rocksdb_disk_mib is ${var.rocksdb_disk_mib}, must be at least 1024."
  }
}

variable "node_selector" {
  description = "Labels that a node must have for the job's pods."
  type        = map(string)
  default     = {}
  nullable    = false
}

variable "autoscaling" {
  description = "What changes the parallelism. by: none, kafka-lag or utilization. kafka-lag: a HorizontalPodAutoscaler on the scale of the FlinkDeployment, from the external metric kafka_consumergroup_lag (kafka-exporter through prometheus-adapter); one TaskManager more for each target_lag records of lag. utilization: the operator's own autoscaler. Beam's Kafka source does not report pending records, so it goes by how busy the operators are, target_utilization, and sees lag only as business."
  type = object({
    by                           = optional(string, "kafka-lag")
    min_task_managers            = optional(number, 2)
    max_task_managers            = optional(number, 8)
    target_lag                   = optional(number, 10000)
    target_utilization           = optional(number, 0.6)
    stabilization_window_seconds = optional(number, 300)
  })
  default  = {}
  nullable = false

  validation {
    condition     = contains(["none", "kafka-lag", "utilization"], var.autoscaling.by)
    error_message = "autoscaling.by is '${var.autoscaling.by}', must be none, kafka-lag or utilization."
  }
  validation {
    condition     = var.autoscaling.min_task_managers >= 1 && var.autoscaling.max_task_managers >= var.autoscaling.min_task_managers
    error_message = "autoscaling has min_task_managers ${var.autoscaling.min_task_managers} and max_task_managers ${var.autoscaling.max_task_managers}, must be at least 1 and not less than the minimum."
  }
  validation {
    condition     = var.autoscaling.max_task_managers * var.task_manager.slots <= var.max_parallelism
    error_message = "autoscaling.max_task_managers (${var.autoscaling.max_task_managers}) times task_manager.slots (${var.task_manager.slots}) must be at most max_parallelism (${var.max_parallelism})."
  }
  validation {
    condition     = var.autoscaling.target_lag >= 1 && var.autoscaling.target_utilization > 0 && var.autoscaling.target_utilization < 1
    error_message = "autoscaling has target_lag ${var.autoscaling.target_lag}, must be at least 1, and target_utilization ${var.autoscaling.target_utilization}, must be between 0 and 1."
  }
  validation {
    condition     = var.autoscaling.stabilization_window_seconds >= 60 && var.autoscaling.stabilization_window_seconds <= 3600
    error_message = "autoscaling.stabilization_window_seconds is ${var.autoscaling.stabilization_window_seconds}, must be 60 to 3600: each change of scale restarts the job from its state."
  }
}

# ----------------------------------------------------------------------------------------------------------------------
# State and latency
# ----------------------------------------------------------------------------------------------------------------------

variable "storage" {
  description = "URI of the folder under which the job keeps checkpoints, savepoints and high-availability data."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^(s3|gs|abfss|hdfs)://[^/]+(/.*[^/])?$", var.storage))
    error_message = "storage is '${var.storage}', must be an s3, gs, abfss or hdfs URI that does not end with '/'."
  }
}

variable "checkpoint" {
  description = "Checkpoints: interval, least pause and time-out in seconds (null: what the profile says), failures that are borne in a row, and how many are kept."
  type = object({
    interval_seconds   = optional(number)
    pause_seconds      = optional(number)
    timeout_seconds    = optional(number)
    tolerable_failures = optional(number, 3)
    retained           = optional(number, 3)
  })
  default  = {}
  nullable = false

  validation {
    condition     = coalesce(var.checkpoint.interval_seconds, local.profile_interval_seconds) >= 1 && coalesce(var.checkpoint.pause_seconds, 0) >= 0
    error_message = "checkpoint has interval_seconds ${coalesce(var.checkpoint.interval_seconds, local.profile_interval_seconds)}, must be at least 1, and pause_seconds ${coalesce(var.checkpoint.pause_seconds, 0)}, must be at least 0."
  }
  validation {
    condition     = coalesce(var.checkpoint.timeout_seconds, local.profile_timeout_seconds) > coalesce(var.checkpoint.interval_seconds, local.profile_interval_seconds)
    error_message = "checkpoint.timeout_seconds is ${coalesce(var.checkpoint.timeout_seconds, local.profile_timeout_seconds)}, must be above interval_seconds (${coalesce(var.checkpoint.interval_seconds, local.profile_interval_seconds)})."
  }
  validation {
    condition     = var.checkpoint.tolerable_failures >= 0 && var.checkpoint.retained >= 1
    error_message = "checkpoint has tolerable_failures ${var.checkpoint.tolerable_failures}, must be at least 0, and retained ${var.checkpoint.retained}, must be at least 1."
  }
}

variable "savepoints" {
  description = "Savepoints that the operator takes by itself: every interval_hours (0: none), of which it keeps the last count for at most age_days."
  type = object({
    interval_hours = optional(number, 6)
    count          = optional(number, 5)
    age_days       = optional(number, 7)
  })
  default  = {}
  nullable = false

  validation {
    condition     = var.savepoints.interval_hours >= 0 && var.savepoints.count >= 1 && var.savepoints.age_days >= 1
    error_message = "savepoints is ${jsonencode(var.savepoints)}: interval_hours must be at least 0, count and age_days at least 1."
  }
}

variable "flink_configuration" {
  description = "More settings of Flink, by key; they come over those of the profile. What the module sets from its variables, and what the job says itself, can not be set here."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = length(setintersection(keys(var.flink_configuration), local.own_configuration_keys)) == 0
    error_message = "flink_configuration sets ${join(", ", setintersection(keys(var.flink_configuration), local.own_configuration_keys))}, must not: the module sets it, from other variables."
  }
  validation {
    condition     = length(setintersection(keys(var.flink_configuration), local.job_configuration_keys)) == 0
    error_message = "flink_configuration sets ${join(", ", setintersection(keys(var.flink_configuration), local.job_configuration_keys))}, must not: the job says that itself, by its options."
  }
}

# ----------------------------------------------------------------------------------------------------------------------
# Identity and network
# ----------------------------------------------------------------------------------------------------------------------

variable "service_account_annotations" {
  description = "Annotations that bind the job's service account to a cloud identity, such as eks.amazonaws.com/role-arn or iam.gke.io/gcp-service-account."
  type        = map(string)
  default     = {}
  nullable    = false
}

variable "operator_namespace" {
  description = "Namespace of the Flink operator: from there the JobManager's REST port is reached."
  type        = string
  default     = "flink-operator"
  nullable    = false

  validation {
    condition     = can(regex("^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$", var.operator_namespace))
    error_message = "operator_namespace is '${var.operator_namespace}', must be 1 to 63 lower-case letters, digits and '-'."
  }
}

variable "monitoring_namespace" {
  description = "Namespace of Prometheus: from there the metrics are read."
  type        = string
  default     = "monitoring"
  nullable    = false

  validation {
    condition     = can(regex("^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$", var.monitoring_namespace))
    error_message = "monitoring_namespace is '${var.monitoring_namespace}', must be 1 to 63 lower-case letters, digits and '-'."
  }
}

variable "egress" {
  description = "Whom the job's pods may call, beside each other and DNS. kafka and api_server: CIDR blocks and a port. storage: CIDR blocks that are reached by HTTPS (checkpoints, identity). triton: labels of pods in the same namespace, reached at port 8001; null: none."
  type = object({
    kafka = object({
      cidr_blocks = list(string)
      ports       = optional(list(number), [9092])
    })
    api_server = object({
      cidr_blocks = list(string)
      ports       = optional(list(number), [443, 6443])
    })
    storage = object({
      cidr_blocks = list(string)
    })
    triton = optional(map(string))
  })
  nullable = false

  validation {
    condition = alltrue([
      for block in concat(var.egress.kafka.cidr_blocks, var.egress.api_server.cidr_blocks, var.egress.storage.cidr_blocks) : can(cidrhost(block, 0))
    ])
    error_message = "egress has the blocks ${join(", ", concat(var.egress.kafka.cidr_blocks, var.egress.api_server.cidr_blocks, var.egress.storage.cidr_blocks))}, each must be a CIDR block such as 10.0.0.0/16."
  }
  validation {
    condition = !anytrue([
      for block in concat(var.egress.kafka.cidr_blocks, var.egress.api_server.cidr_blocks, var.egress.storage.cidr_blocks) : endswith(block, "/0")
    ])
    error_message = "egress has a block that ends with /0, must name the networks that are meant and not the whole internet."
  }
  validation {
    condition     = length(var.egress.kafka.cidr_blocks) > 0 && length(var.egress.api_server.cidr_blocks) > 0 && length(var.egress.storage.cidr_blocks) > 0
    error_message = "egress must have at least one CIDR block each for kafka, api_server and storage."
  }
  validation {
    condition     = alltrue([for port in concat(var.egress.kafka.ports, var.egress.api_server.ports) : port >= 1 && port <= 65535])
    error_message = "egress has the ports ${join(", ", concat(var.egress.kafka.ports, var.egress.api_server.ports))}, each must be 1 to 65535."
  }
}

# ----------------------------------------------------------------------------------------------------------------------
# Alerts
# ----------------------------------------------------------------------------------------------------------------------

variable "alerts" {
  description = "Thresholds: lag in records for lag_minutes, restarts in 15 minutes, age of the last checkpoint in seconds; severity is a label of each alert."
  type = object({
    lag_records            = optional(number, 50000)
    lag_minutes            = optional(number, 5)
    restarts               = optional(number, 3)
    checkpoint_age_seconds = optional(number, 300)
    severity               = optional(string, "critical")
  })
  default  = {}
  nullable = false

  validation {
    condition     = var.alerts.lag_records >= 1 && var.alerts.lag_minutes >= 1 && var.alerts.restarts >= 1
    error_message = "alerts has lag_records ${var.alerts.lag_records}, lag_minutes ${var.alerts.lag_minutes}, restarts ${var.alerts.restarts}, must be at least 1."
  }
  validation {
    condition     = var.alerts.checkpoint_age_seconds >= 60 && var.alerts.checkpoint_age_seconds > local.checkpoint_interval_seconds
    error_message = "alerts.checkpoint_age_seconds is ${var.alerts.checkpoint_age_seconds}, must be at least 60 and above checkpoint.interval_seconds (${local.checkpoint_interval_seconds})."
  }
}
