variable "checkpoint_age_minutes" {
  description = "For how many minutes no checkpoint may complete; fewer than 3 mistake two equal ones for one"
  type        = number
  default     = 5

  validation {
    condition     = contains(range(1, 61), var.checkpoint_age_minutes)
    error_message = "checkpoint_age_minutes is ${var.checkpoint_age_minutes}, must be a whole number from 1 to 60."
  }
}

variable "checkpoint_duration_ms" {
  description = "How long a checkpoint may take, in milliseconds"
  type        = number
  default     = 30000

  validation {
    condition     = var.checkpoint_duration_ms >= 1 && var.checkpoint_duration_ms <= 3600000
    error_message = "checkpoint_duration_ms is ${var.checkpoint_duration_ms}, must be 1 to 3600000."
  }
}

variable "checkpoint_failures" {
  description = "How many checkpoints may fail within 5 minutes"
  type        = number
  default     = 3

  validation {
    condition     = var.checkpoint_failures >= 0 && var.checkpoint_failures <= 1000
    error_message = "checkpoint_failures is ${var.checkpoint_failures}, must be 0 to 1000."
  }
}

variable "consumer_group" {
  description = "Consumer group that the job commits its offsets in"
  type        = string

  validation {
    # MSK tells no lag of a group with a colon in its name.
    condition     = can(regex("^[a-zA-Z0-9._-]{1,255}$", var.consumer_group))
    error_message = "consumer_group is ${var.consumer_group}, must be 1 to 255 letters, digits, ., _ and -."
  }
}

variable "flink_application" {
  description = "Name of the application on Managed Flink"
  type        = string

  validation {
    condition     = can(regex("^[a-zA-Z0-9_.-]{1,128}$", var.flink_application))
    error_message = "flink_application is ${var.flink_application}, must be 1 to 128 letters, digits, _, . and -."
  }
}

variable "kafka_cluster" {
  description = "Name of the cluster on MSK"
  type        = string

  validation {
    condition     = can(regex("^[a-zA-Z0-9-]{1,64}$", var.kafka_cluster))
    error_message = "kafka_cluster is ${var.kafka_cluster}, must be 1 to 64 letters, digits and -."
  }
}

variable "kms_key_arn" {
  description = "ARN of the key that messages of alarms are encrypted with; CloudWatch must be allowed to use it"
  type        = string

  validation {
    condition     = can(regex("^arn:[a-z-]+:kms:[a-z0-9-]+:[0-9]{12}:key/.+$", var.kms_key_arn))
    error_message = "kms_key_arn is ${var.kms_key_arn}, must be the ARN of a key, arn:aws:kms:REGION:ACCOUNT:key/ID."
  }
}

variable "lag_seconds" {
  description = "How old a record may be, in seconds, that the job has not read"
  type        = number
  default     = 60

  validation {
    condition     = var.lag_seconds >= 1 && var.lag_seconds <= 86400
    error_message = "lag_seconds is ${var.lag_seconds}, must be 1 to 86400."
  }
}

variable "mail_addresses" {
  description = "Who gets mail from alarms; each has to confirm once"
  type        = set(string)
  default     = []

  validation {
    condition     = alltrue([for address in var.mail_addresses : can(regex("^[^@ ]+@[^@ ]+\\.[^@ ]+$", address))])
    error_message = "mail_addresses is ${join(", ", var.mail_addresses)}, must be addresses such as on-call@example.com."
  }
}

variable "name" {
  description = "Name of the deployment: of the dashboard, and what every alarm's name begins with"
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,30}[a-z0-9]$", var.name))
    error_message = "name is ${var.name}, must be 3 to 32 of a-z, 0-9 and -, begin with a letter and not end with -."
  }
}

variable "restarts" {
  description = "How often the job may restart within 5 minutes"
  type        = number
  default     = 0

  validation {
    condition     = var.restarts >= 0 && var.restarts <= 100
    error_message = "restarts is ${var.restarts}, must be 0 to 100."
  }
}

variable "topics" {
  description = "Topics whose lag is watched: those that the job reads"
  type        = set(string)

  validation {
    condition     = length(var.topics) > 0 && alltrue([for topic in var.topics : can(regex("^[a-zA-Z0-9._-]{1,249}$", topic))])
    error_message = "topics is ${join(", ", var.topics)}, must be one name at least, of letters, digits, ., _ and -."
  }
}

variable "triton" {
  description = "Where Triton's metrics are in CloudWatch, and how many times as long as it computes a request may wait; null: there is no Triton"
  type = object({
    namespace   = string
    dimensions  = map(string)
    queue_ratio = optional(number, 1)
  })
  default = null

  validation {
    condition     = var.triton == null || try(var.triton.queue_ratio > 0 && var.triton.queue_ratio <= 100, false)
    error_message = "triton.queue_ratio is ${try(var.triton.queue_ratio, "null")}, must be above 0 and at most 100."
  }

  validation {
    condition     = var.triton == null || try(length(var.triton.namespace) > 0 && !startswith(var.triton.namespace, "AWS/"), false)
    error_message = "triton.namespace is ${try(var.triton.namespace, "null")}, must be a namespace of one's own, not empty and not AWS/…"
  }
}
