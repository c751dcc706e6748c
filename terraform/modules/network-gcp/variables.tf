variable "project_id" {
  description = "Google Cloud project."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][-a-z0-9]{4,28}[a-z0-9]$", var.project_id))
    error_message = "project_id is '${var.project_id}', must be 6 to 30 lower-case letters, digits and '-', begin with a letter and not end with '-'."
  }
}

variable "region" {
  description = "Region, such as europe-west1."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z]+-[a-z]+[0-9]+$", var.region))
    error_message = "region is '${var.region}', must be a region such as europe-west1."
  }
}

variable "name" {
  description = "Name of the network, and what the names of its parts begin with."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z]([-a-z0-9]{0,38}[a-z0-9])?$", var.name))
    error_message = "name is '${var.name}', must be 1 to 40 lower-case letters, digits and '-', begin with a letter and not end with '-'."
  }
}

variable "subnet_cidr_block" {
  description = "Addresses of the subnet: workers, and the endpoints of managed Kafka."
  type        = string
  default     = "10.10.0.0/20"
  nullable    = false

  validation {
    condition     = can(cidrhost(var.subnet_cidr_block, 0)) && can(regex("^(10|172\\.(1[6-9]|2[0-9]|3[01])|192\\.168)\\.", var.subnet_cidr_block))
    error_message = "subnet_cidr_block is '${var.subnet_cidr_block}', must be a CIDR block of private addresses, such as 10.10.0.0/20."
  }
  validation {
    condition     = try(tonumber(split("/", var.subnet_cidr_block)[1]), 0) >= 16 && try(tonumber(split("/", var.subnet_cidr_block)[1]), 99) <= 26
    error_message = "subnet_cidr_block is '${var.subnet_cidr_block}', must have a prefix of 16 to 26."
  }
}

variable "google_api_access" {
  description = "Over which addresses Google's services are reached, without the internet: private (all services) or restricted (those that VPC Service Controls guard)."
  type        = string
  default     = "restricted"
  nullable    = false

  validation {
    condition     = contains(["private", "restricted"], var.google_api_access)
    error_message = "google_api_access is '${var.google_api_access}', must be private or restricted."
  }
}

variable "worker_tag" {
  description = "Network tag of the workers, which may talk to each other; Dataflow gives its own the tag dataflow."
  type        = string
  default     = "dataflow"
  nullable    = false

  validation {
    condition     = can(regex("^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$", var.worker_tag))
    error_message = "worker_tag is '${var.worker_tag}', must be 1 to 63 lower-case letters, digits and '-'."
  }
}
