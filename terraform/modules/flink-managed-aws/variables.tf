variable "allow_dropped_state" {
  description = "Whether a job may start from a snapshot that holds state of a stage it no longer has"
  type        = bool
  default     = false
}

variable "autoscaling" {
  description = "Whether the service changes the parallelism by the use of processors; it takes a snapshot and starts again each time"
  type        = bool
  default     = true
}

variable "checkpoint_interval_ms" {
  description = "How often a checkpoint begins, in milliseconds; exactly-once output is seen no sooner"
  type        = number
  default     = 1000

  validation {
    condition     = var.checkpoint_interval_ms >= 500 && var.checkpoint_interval_ms <= 3600000 && floor(var.checkpoint_interval_ms) == var.checkpoint_interval_ms
    error_message = "checkpoint_interval_ms is ${var.checkpoint_interval_ms}, must be a whole number from 500 to 3600000."
  }
}

variable "checkpoint_pause_ms" {
  description = "How long the job works between two checkpoints at least, in milliseconds"
  type        = number
  default     = 500

  validation {
    condition     = var.checkpoint_pause_ms >= 0 && var.checkpoint_pause_ms <= 3600000 && floor(var.checkpoint_pause_ms) == var.checkpoint_pause_ms
    error_message = "checkpoint_pause_ms is ${var.checkpoint_pause_ms}, must be a whole number from 0 to 3600000."
  }
}

variable "code" {
  description = "Where the jar of `./weir package managed-flink` lies. Each jar has a key of its own: the key decides whether there is something to update"
  type = object({
    bucket_arn = string
    key        = string
  })

  validation {
    condition     = can(regex("^arn:[a-z-]+:s3:::[a-z0-9][a-z0-9.-]+$", var.code.bucket_arn))
    error_message = "code.bucket_arn is ${var.code.bucket_arn}, must be the ARN of a bucket, arn:aws:s3:::NAME."
  }

  validation {
    condition     = can(regex("^[^/*].*\\.jar$", var.code.key))
    error_message = "code.key is ${var.code.key}, must be the path of a jar in the bucket, such as jars/weir.jar."
  }
}

variable "kafka" {
  description = "The cluster, and the topics that the job may read and write; its consumer groups begin with the job's name"
  type = object({
    cluster_arn  = string
    read_topics  = set(string)
    write_topics = set(string)
  })

  validation {
    condition     = can(regex("^arn:[a-z-]+:kafka:[a-z0-9-]+:[0-9]{12}:cluster/[^/]+/[^/]+$", var.kafka.cluster_arn))
    error_message = "kafka.cluster_arn is ${var.kafka.cluster_arn}, must be the ARN of a cluster, arn:aws:kafka:REGION:ACCOUNT:cluster/NAME/ID."
  }

  validation {
    condition     = length(var.kafka.read_topics) > 0 && length(var.kafka.write_topics) > 0
    error_message = "kafka has ${length(var.kafka.read_topics)} topics to read and ${length(var.kafka.write_topics)} to write, must have one of each at least."
  }

  validation {
    condition     = alltrue([for topic in setunion(var.kafka.read_topics, var.kafka.write_topics) : can(regex("^[a-zA-Z0-9._-]{1,249}$", topic))])
    error_message = "kafka has the topics ${join(", ", setunion(var.kafka.read_topics, var.kafka.write_topics))}, names must be of letters, digits, ., _ and -; rights are given topic by topic."
  }
}

variable "kms_key_arn" {
  description = "ARN of the key that the jar, models, secrets and logs are encrypted with; CloudWatch Logs must be allowed to use it"
  type        = string

  validation {
    condition     = can(regex("^arn:[a-z-]+:kms:[a-z0-9-]+:[0-9]{12}:key/.+$", var.kms_key_arn))
    error_message = "kms_key_arn is ${var.kms_key_arn}, must be the ARN of a key, arn:aws:kms:REGION:ACCOUNT:key/ID."
  }
}

variable "log_level" {
  description = "What the job logs, and whatever is worse"
  type        = string
  default     = "INFO"

  validation {
    condition     = contains(["DEBUG", "INFO", "WARN", "ERROR"], var.log_level)
    error_message = "log_level is ${var.log_level}, must be DEBUG, INFO, WARN or ERROR."
  }
}

variable "log_retention_days" {
  description = "For how many days the log is kept"
  type        = number
  default     = 30

  validation {
    condition     = contains([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653], var.log_retention_days)
    error_message = "log_retention_days is ${var.log_retention_days}, must be a retention that CloudWatch has, such as 30, 90 or 365."
  }
}

variable "max_parallelism" {
  description = "Number of key groups: the most parts that the job can ever run in. It is part of the state, so that it cannot be changed later"
  type        = number
  default     = 128

  validation {
    condition     = var.max_parallelism >= 1 && var.max_parallelism <= 32768 && floor(var.max_parallelism) == var.max_parallelism
    error_message = "max_parallelism is ${var.max_parallelism}, must be a whole number from 1 to 32768."
  }
}

variable "metrics_level" {
  description = "How fine the metrics are; finer ones cost"
  type        = string
  default     = "TASK"

  validation {
    condition     = contains(["APPLICATION", "TASK", "OPERATOR", "PARALLELISM"], var.metrics_level)
    error_message = "metrics_level is ${var.metrics_level}, must be APPLICATION, TASK, OPERATOR or PARALLELISM."
  }
}

variable "models" {
  description = "Where models lie that the job may read: a bucket, and the folder in it, without a / at its end; null: none, the jar has its own"
  type = object({
    bucket_arn = string
    prefix     = string
  })
  default = null

  validation {
    condition     = var.models == null || can(regex("^arn:[a-z-]+:s3:::[a-z0-9][a-z0-9.-]+$", var.models.bucket_arn))
    error_message = "models.bucket_arn is ${try(var.models.bucket_arn, "null")}, must be the ARN of a bucket, arn:aws:s3:::NAME."
  }

  validation {
    condition     = var.models == null || can(regex("^[^/*?]+(/[^/*?]+)*$", var.models.prefix))
    error_message = "models.prefix is ${try(var.models.prefix, "null")}, must be a folder, such as models/fraud, without * and without / at either end."
  }
}

variable "name" {
  description = "Name of the application; consumer groups begin with it"
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,30}[a-z0-9]$", var.name))
    error_message = "name is ${var.name}, must be 3 to 32 of a-z, 0-9 and -, begin with a letter and not end with -."
  }
}

variable "parallelism" {
  description = "In how many parts the job runs at its start; autoscaling changes it"
  type        = number
  default     = 2

  validation {
    condition     = var.parallelism >= 1 && var.parallelism <= var.max_parallelism && floor(var.parallelism) == var.parallelism
    error_message = "parallelism is ${var.parallelism}, must be a whole number from 1 to max_parallelism, which is ${var.max_parallelism}."
  }
}

variable "parallelism_per_kpu" {
  description = "How many parts share a unit of the service (1 processor, 4 GiB)"
  type        = number
  default     = 1

  validation {
    condition     = contains(range(1, 9), var.parallelism_per_kpu)
    error_message = "parallelism_per_kpu is ${var.parallelism_per_kpu}, must be a whole number from 1 to 8."
  }
}

variable "pipeline" {
  description = "Which pipeline runs, such as fraud"
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]*$", var.pipeline))
    error_message = "pipeline is ${var.pipeline}, must be the name of a pipeline, such as fraud."
  }
}

variable "pipeline_arguments" {
  description = "Options of the pipeline by their names, as the module of its options gives them; never a secret, for whoever may look at the application reads them"
  type        = map(string)

  validation {
    # The service has room for 50, and the module sets three.
    condition     = length(var.pipeline_arguments) <= 47 && length(setintersection(keys(var.pipeline_arguments), ["pipeline", "jobName", "maxParallelism"])) == 0
    error_message = "pipeline_arguments has ${length(var.pipeline_arguments)} options, must be at most 47, and not pipeline, jobName or maxParallelism, which the module sets."
  }

  validation {
    condition     = alltrue([for name, value in var.pipeline_arguments : can(regex("^[a-z][A-Za-z0-9]*$", name)) && length(value) > 0])
    error_message = "pipeline_arguments is ${jsonencode(var.pipeline_arguments)}, must be names such as bootstrapServers, each with a value that is not empty."
  }

  validation {
    condition     = !anytrue([for name in keys(var.pipeline_arguments) : can(regex("(?i)(password|secret|token|credential)", name))])
    error_message = "pipeline_arguments has ${join(", ", keys(var.pipeline_arguments))}, must hold no secret: put it into Secrets Manager and give its name."
  }
}

variable "restore_snapshot" {
  description = "Name of the snapshot that the job is to start from; null: the latest, if there is one"
  type        = string
  default     = null

  validation {
    condition     = var.restore_snapshot == null || can(regex("^[a-zA-Z0-9_.-]{1,256}$", var.restore_snapshot))
    error_message = "restore_snapshot is ${coalesce(var.restore_snapshot, "empty")}, must be the name of a snapshot: 1 to 256 letters, digits, _, . and -."
  }
}

variable "secret_arns" {
  description = "ARNs of the secrets that the job may read"
  type        = set(string)
  default     = []

  validation {
    condition     = alltrue([for arn in var.secret_arns : can(regex("^arn:[a-z-]+:secretsmanager:[a-z0-9-]+:[0-9]{12}:secret:[^*]+$", arn))])
    error_message = "secret_arns is ${join(", ", var.secret_arns)}, must be ARNs of secrets, without *."
  }
}

variable "security_group_ids" {
  description = "Security groups of the job"
  type        = list(string)

  validation {
    condition     = length(var.security_group_ids) >= 1 && length(var.security_group_ids) <= 5
    error_message = "security_group_ids has ${length(var.security_group_ids)}, must be 1 to 5."
  }
}

variable "started" {
  description = "Whether the job runs; false stops it with a snapshot"
  type        = bool
  default     = true
}

variable "subnet_ids" {
  description = "Private subnets that the job is reached in and calls from"
  type        = list(string)

  validation {
    condition     = length(var.subnet_ids) >= 2 && length(var.subnet_ids) <= 16
    error_message = "subnet_ids has ${length(var.subnet_ids)}, must be 2 to 16, in several zones."
  }
}
