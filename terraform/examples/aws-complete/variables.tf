variable "arrival" {
  description = "Whether events are answered as they arrive (ON_ARRIVAL) or in the order of event time (EVENT_TIME)"
  type        = string
  default     = "ON_ARRIVAL"

  validation {
    condition     = contains(["ON_ARRIVAL", "EVENT_TIME"], var.arrival)
    error_message = "arrival is ${var.arrival}, must be ON_ARRIVAL or EVENT_TIME."
  }
}

variable "availability_zones" {
  description = "Two or three zones of the region"
  type        = list(string)

  validation {
    condition     = alltrue([for zone in var.availability_zones : startswith(zone, var.region)])
    error_message = "availability_zones is ${join(", ", var.availability_zones)}, must be zones of ${var.region}."
  }
}

variable "bucket" {
  description = "Name of the bucket of jars and models; unique in all of AWS"
  type        = string

  validation {
    condition     = can(regex("^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$", var.bucket))
    error_message = "bucket is ${var.bucket}, must be 3 to 63 of a-z, 0-9 and -, and neither begin nor end with -."
  }
}

variable "cidr" {
  description = "Range of addresses of the network"
  type        = string
  default     = "10.20.0.0/16"

  validation {
    condition     = can(cidrhost(var.cidr, 0))
    error_message = "cidr is ${var.cidr}, must be an IPv4 range such as 10.20.0.0/16."
  }
}

variable "delete_contents" {
  description = "Whether destroy deletes jars, models and images too; without it, it stops at a bucket or registry that holds something"
  type        = bool
  default     = false
}

variable "jar" {
  description = "Path of the jar that `./weir package managed-flink` built"
  type        = string

  validation {
    condition     = fileexists(var.jar)
    error_message = "jar is ${var.jar}, must be a file: the last line that ./weir package managed-flink prints."
  }
}

variable "kafka_instance_type" {
  description = "Kind of machine of a broker"
  type        = string
  default     = "kafka.m7g.large"

  validation {
    condition     = startswith(var.kafka_instance_type, "kafka.")
    error_message = "kafka_instance_type is ${var.kafka_instance_type}, must be one of MSK's, such as kafka.m7g.large."
  }
}

variable "mail_addresses" {
  description = "Who gets mail from alarms; each has to confirm once"
  type        = set(string)
  default     = []

  validation {
    condition     = alltrue([for address in var.mail_addresses : strcontains(address, "@")])
    error_message = "mail_addresses is ${join(", ", var.mail_addresses)}, must be addresses such as on-call@example.com."
  }
}

variable "model" {
  description = "Folder of the model's manifest in the bucket, such as models/fraud/7; null: the pipeline's own model"
  type        = string
  default     = null

  validation {
    condition     = var.model == null || can(regex("^models/[^*?]*[^*?/]$", var.model))
    error_message = "model is ${coalesce(var.model, "empty")}, must be a folder below models/, without a / at its end."
  }
}

variable "name" {
  description = "Name of the deployment: what every name begins with"
  type        = string
  default     = "weir"

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,20}[a-z0-9]$", var.name))
    error_message = "name is ${var.name}, must be 3 to 22 of a-z, 0-9 and -, begin with a letter and not end with -."
  }
}

variable "parallelism" {
  description = "In how many parts the job runs at its start; autoscaling changes it"
  type        = number
  default     = 2

  validation {
    condition     = var.parallelism % var.parallelism_per_kpu == 0
    error_message = "parallelism is ${var.parallelism}, must be a multiple of parallelism_per_kpu, which is ${var.parallelism_per_kpu}: the rest of a unit would be paid for and idle."
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

variable "recovery_window_days" {
  description = "For how many days deleted secrets and the key can be had back"
  type        = number
  default     = 30

  validation {
    condition     = contains(range(7, 31), var.recovery_window_days)
    error_message = "recovery_window_days is ${var.recovery_window_days}, must be a whole number from 7 to 30."
  }
}

variable "region" {
  description = "Region of AWS"
  type        = string

  validation {
    condition     = can(regex("^[a-z]{2}(-[a-z]+)+-[0-9]$", var.region))
    error_message = "region is ${var.region}, must be a region such as eu-west-1."
  }
}

variable "restore_snapshot" {
  description = "Name of the snapshot that the job is to start from; null: the latest, if there is one"
  type        = string
  default     = null
}

variable "secrets" {
  description = "What each secret is for that the job may read, by its name"
  type        = map(string)
  default     = {}

  validation {
    condition     = alltrue([for purpose in values(var.secrets) : length(trimspace(purpose)) > 0])
    error_message = "secrets has an empty description, must say what each is for."
  }
}

variable "topic_prefix" {
  description = "What stands before every topic's name"
  type        = string
  default     = ""

  validation {
    condition     = can(regex("^[a-zA-Z0-9._-]{0,200}$", var.topic_prefix))
    error_message = "topic_prefix is ${var.topic_prefix}, must be letters, digits, ., _ and -."
  }
}

variable "triton" {
  description = "Where Triton's metrics are in CloudWatch; null: there is no Triton"
  type = object({
    namespace   = string
    dimensions  = map(string)
    queue_ratio = optional(number, 1)
  })
  default = null
}
