variable "availability_zones" {
  description = "Zones to have a private subnet in; Kafka and the job are spread over all of them"
  type        = list(string)

  validation {
    condition     = length(distinct(var.availability_zones)) == length(var.availability_zones) && length(var.availability_zones) >= 2 && length(var.availability_zones) <= 3
    error_message = "availability_zones is ${join(", ", var.availability_zones)}, must be 2 or 3 different zones."
  }

  validation {
    condition     = alltrue([for zone in var.availability_zones : can(regex("^[a-z]{2}(-[a-z]+)+-[0-9][a-z]$", zone))])
    error_message = "availability_zones is ${join(", ", var.availability_zones)}, must be names such as eu-west-1a."
  }
}

variable "cidr" {
  description = "Range of addresses of the network, 16 of which each subnet has one"
  type        = string
  default     = "10.20.0.0/16"

  validation {
    condition     = can(cidrhost(var.cidr, 0)) && can(regex("/(1[6-9]|2[0-2])$", var.cidr))
    error_message = "cidr is ${var.cidr}, must be an IPv4 range from /16 to /22, such as 10.20.0.0/16."
  }

  validation {
    condition     = can(regex("^(10\\.|172\\.(1[6-9]|2[0-9]|3[01])\\.|192\\.168\\.)", var.cidr))
    error_message = "cidr is ${var.cidr}, must be in one of the private ranges 10.0.0.0/8, 172.16.0.0/12 and 192.168.0.0/16."
  }
}

variable "flow_log_retention_days" {
  description = "For how many days the record of connections is kept"
  type        = number
  default     = 90

  validation {
    condition     = contains([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653], var.flow_log_retention_days)
    error_message = "flow_log_retention_days is ${var.flow_log_retention_days}, must be a retention that CloudWatch has, such as 30, 90 or 365."
  }
}

variable "interface_endpoints" {
  description = "AWS services, besides S3, that jobs call from inside the network; each costs by the hour and zone"
  type        = set(string)
  default     = ["secretsmanager", "sts"]

  validation {
    condition     = alltrue([for service in var.interface_endpoints : can(regex("^[a-z][a-z0-9.-]*[a-z0-9]$", service)) && service != "s3"])
    error_message = "interface_endpoints is ${join(", ", var.interface_endpoints)}, must be names of services such as sts; s3 is there anyway."
  }
}

variable "kms_key_arn" {
  description = "ARN of the key that the record of connections is encrypted with; CloudWatch Logs must be allowed to use it"
  type        = string

  validation {
    condition     = can(regex("^arn:[a-z-]+:kms:[a-z0-9-]+:[0-9]{12}:key/.+$", var.kms_key_arn))
    error_message = "kms_key_arn is ${var.kms_key_arn}, must be the ARN of a key, arn:aws:kms:REGION:ACCOUNT:key/ID."
  }
}

variable "name" {
  description = "Name of the deployment: what every name in the network begins with"
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,30}[a-z0-9]$", var.name))
    error_message = "name is ${var.name}, must be 3 to 32 of a-z, 0-9 and -, begin with a letter and not end with -."
  }
}
