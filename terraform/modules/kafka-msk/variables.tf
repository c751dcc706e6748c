variable "brokers" {
  description = "How many brokers there are, as many in each subnet"
  type        = number
  default     = 3

  validation {
    condition     = var.brokers > 0 && var.brokers <= 30 && var.brokers % length(var.subnet_ids) == 0
    error_message = "brokers is ${var.brokers}, must be a multiple of the number of subnets, which is ${length(var.subnet_ids)}, and at most 30."
  }
}

variable "client_security_group_ids" {
  description = "Security groups that may connect, each by a name that says whose it is"
  type        = map(string)

  validation {
    condition     = alltrue([for name in keys(var.client_security_group_ids) : can(regex("^[a-z][a-z0-9-]*$", name))])
    error_message = "client_security_group_ids has ${join(", ", keys(var.client_security_group_ids))}, names must be of a-z, 0-9 and - and begin with a letter."
  }
}

variable "instance_type" {
  description = "Kind of machine of a broker"
  type        = string
  default     = "kafka.m7g.large"

  validation {
    condition     = can(regex("^kafka\\.(t3\\.small|m5\\.(large|[0-9]*xlarge)|m7g\\.(large|[0-9]*xlarge))$", var.instance_type))
    error_message = "instance_type is ${var.instance_type}, must be kafka.t3.small, or of kafka.m5 or kafka.m7g, such as kafka.m7g.large."
  }
}

variable "kafka_version" {
  description = "Version of Kafka, as MSK names it; the clients of Weir are of 3.9"
  type        = string
  default     = "3.8.x"

  validation {
    condition     = can(regex("^(3\\.(6\\.0|7\\.x|8\\.x|9\\.x)(\\.kraft)?)$", var.kafka_version))
    error_message = "kafka_version is ${var.kafka_version}, must be 3.6.0, 3.7.x, 3.8.x or 3.9.x, with .kraft behind it for a cluster without ZooKeeper."
  }
}

variable "kms_key_arn" {
  description = "ARN of the key that disks and logs are encrypted with; CloudWatch Logs must be allowed to use it"
  type        = string

  validation {
    condition     = can(regex("^arn:[a-z-]+:kms:[a-z0-9-]+:[0-9]{12}:key/.+$", var.kms_key_arn))
    error_message = "kms_key_arn is ${var.kms_key_arn}, must be the ARN of a key, arn:aws:kms:REGION:ACCOUNT:key/ID."
  }
}

variable "log_retention_days" {
  description = "For how many days the logs of the brokers are kept"
  type        = number
  default     = 30

  validation {
    condition     = contains([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653], var.log_retention_days)
    error_message = "log_retention_days is ${var.log_retention_days}, must be a retention that CloudWatch has, such as 30, 90 or 365."
  }
}

variable "monitoring_level" {
  description = "How fine MSK's own metrics are; all levels have the lag of consumers, and those above DEFAULT cost"
  type        = string
  default     = "PER_BROKER"

  validation {
    condition     = contains(["DEFAULT", "PER_BROKER", "PER_TOPIC_PER_BROKER", "PER_TOPIC_PER_PARTITION"], var.monitoring_level)
    error_message = "monitoring_level is ${var.monitoring_level}, must be DEFAULT, PER_BROKER, PER_TOPIC_PER_BROKER or PER_TOPIC_PER_PARTITION."
  }
}

variable "monitoring_security_group_ids" {
  description = "Security groups of Prometheus, which may read the metrics of the brokers, each by a name that says whose it is"
  type        = map(string)
  default     = {}

  validation {
    condition     = alltrue([for name in keys(var.monitoring_security_group_ids) : can(regex("^[a-z][a-z0-9-]*$", name))])
    error_message = "monitoring_security_group_ids has ${join(", ", keys(var.monitoring_security_group_ids))}, names must be of a-z, 0-9 and - and begin with a letter."
  }
}

variable "name" {
  description = "Name of the cluster"
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,30}[a-z0-9]$", var.name))
    error_message = "name is ${var.name}, must be 3 to 32 of a-z, 0-9 and -, begin with a letter and not end with -."
  }
}

variable "storage_gb" {
  description = "Disk of a broker to begin with, in GiB; it grows up to storage_max_gb"
  type        = number
  default     = 100

  validation {
    condition     = var.storage_gb >= 1 && var.storage_gb <= 16384 && floor(var.storage_gb) == var.storage_gb
    error_message = "storage_gb is ${var.storage_gb}, must be a whole number from 1 to 16384."
  }
}

variable "storage_max_gb" {
  description = "What the disk of a broker may grow to, in GiB"
  type        = number
  default     = 1000

  validation {
    condition     = var.storage_max_gb >= var.storage_gb && var.storage_max_gb <= 16384 && floor(var.storage_max_gb) == var.storage_max_gb
    error_message = "storage_max_gb is ${var.storage_max_gb}, must be a whole number from storage_gb, which is ${var.storage_gb}, to 16384."
  }
}

variable "storage_target_percent" {
  description = "How full a disk may be, in percent, before it grows"
  type        = number
  default     = 60

  validation {
    condition     = var.storage_target_percent >= 10 && var.storage_target_percent <= 80
    error_message = "storage_target_percent is ${var.storage_target_percent}, must be 10 to 80."
  }
}

variable "subnet_ids" {
  description = "Private subnets, each in another zone, that the brokers are spread over"
  type        = list(string)

  validation {
    condition     = length(var.subnet_ids) == 2 || length(var.subnet_ids) == 3
    error_message = "subnet_ids has ${length(var.subnet_ids)}, must be 2 or 3."
  }
}

variable "vpc_id" {
  description = "The network of the subnets"
  type        = string

  validation {
    condition     = startswith(var.vpc_id, "vpc-")
    error_message = "vpc_id is ${var.vpc_id}, must be the id of a network, vpc-…"
  }
}
