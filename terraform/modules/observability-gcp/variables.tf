variable "project_id" {
  description = "Google Cloud project."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][-a-z0-9]{4,28}[a-z0-9]$", var.project_id))
    error_message = "project_id is '${var.project_id}', must be 6 to 30 lower-case letters, digits and '-', begin with a letter and not end with '-'."
  }
}

variable "job_name" {
  description = "Name of the Dataflow job."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$", var.job_name))
    error_message = "job_name is '${var.job_name}', must be 1 to 63 lower-case letters, digits and '-'."
  }
}

variable "kafka_cluster_id" {
  description = "Name of the managed Kafka cluster."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$", var.kafka_cluster_id))
    error_message = "kafka_cluster_id is '${var.kafka_cluster_id}', must be 1 to 63 lower-case letters, digits and '-'."
  }
}

variable "group_prefix" {
  description = "What the job's consumer groups begin with."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-zA-Z0-9._-]{1,100}$", var.group_prefix))
    error_message = "group_prefix is '${var.group_prefix}', must be 1 to 100 letters, digits, '.', '_' and '-'."
  }
}

variable "notification_channels" {
  description = "Whom an alert tells, as projects/P/notificationChannels/C."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for channel in var.notification_channels : can(regex("^projects/[^/]+/notificationChannels/[^/]+$", channel))])
    error_message = "notification_channels is ${join(", ", var.notification_channels)}, each must be projects/P/notificationChannels/C."
  }
}

variable "thresholds" {
  description = "What is too much: records that wait in a topic, seconds that an event waits in the job (system lag), seconds that the watermark is behind."
  type = object({
    lag_records           = optional(number, 50000)
    system_lag_seconds    = optional(number, 30)
    watermark_age_seconds = optional(number, 300)
  })
  default  = {}
  nullable = false

  validation {
    condition     = var.thresholds.lag_records >= 1 && var.thresholds.system_lag_seconds >= 1 && var.thresholds.watermark_age_seconds >= 1
    error_message = "thresholds is ${jsonencode(var.thresholds)}, all must be at least 1."
  }
}

variable "duration_seconds" {
  description = "How long it must be too much before somebody is told: whole minutes."
  type        = number
  default     = 300
  nullable    = false

  validation {
    condition     = var.duration_seconds >= 60 && var.duration_seconds <= 3600 && var.duration_seconds % 60 == 0
    error_message = "duration_seconds is ${var.duration_seconds}, must be 60 to 3600 and a multiple of 60."
  }
}

variable "labels" {
  description = "Labels of the alerts."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for key, value in var.labels : can(regex("^[a-z][a-z0-9_-]{0,62}$", key)) && can(regex("^[a-z0-9_-]{0,63}$", value))])
    error_message = "labels is ${jsonencode(var.labels)}, keys and values must be at most 63 lower-case letters, digits, '_' and '-', and keys begin with a letter."
  }
}
