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

variable "bucket_name" {
  description = "Name of the bucket for templates, models, staging and temporary files; names are unique across Google Cloud."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$", var.bucket_name)) && !startswith(var.bucket_name, "goog")
    error_message = "bucket_name is '${var.bucket_name}', must be 3 to 63 lower-case letters, digits and '-', and not begin with goog."
  }
}

variable "repository_name" {
  description = "Name of the repository for container images."
  type        = string
  default     = "weir"
  nullable    = false

  validation {
    condition     = can(regex("^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$", var.repository_name))
    error_message = "repository_name is '${var.repository_name}', must be 1 to 63 lower-case letters, digits and '-', and begin with a letter."
  }
}

variable "storage_kms_key" {
  description = "Key that encrypts the bucket, as projects/P/locations/L/keyRings/R/cryptoKeys/K."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^projects/[^/]+/locations/[^/]+/keyRings/[^/]+/cryptoKeys/[^/]+$", var.storage_kms_key))
    error_message = "storage_kms_key is '${var.storage_kms_key}', must be projects/P/locations/L/keyRings/R/cryptoKeys/K."
  }
}

variable "registry_kms_key" {
  description = "Key that encrypts the images, as projects/P/locations/L/keyRings/R/cryptoKeys/K."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^projects/[^/]+/locations/[^/]+/keyRings/[^/]+/cryptoKeys/[^/]+$", var.registry_kms_key))
    error_message = "registry_kms_key is '${var.registry_kms_key}', must be projects/P/locations/L/keyRings/R/cryptoKeys/K."
  }
}

variable "prefix_readers" {
  description = "Who may read objects, by prefix of their name: members such as serviceAccount:job@p.iam.gserviceaccount.com."
  type        = map(list(string))
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for prefix in keys(var.prefix_readers) : can(regex("^[a-zA-Z0-9_-]+(/[a-zA-Z0-9_.-]+)*/$", prefix))])
    error_message = "prefix_readers has ${join(", ", keys(var.prefix_readers))}; prefixes must not begin with '/' and must end with one."
  }
  validation {
    condition     = alltrue([for member in flatten(values(var.prefix_readers)) : can(regex("^(serviceAccount|group|user):.+@.+$", member))])
    error_message = "prefix_readers must hold members of the form serviceAccount:, group: or user: with an address, and so never everybody."
  }
}

variable "prefix_writers" {
  description = "Who may read, write and delete objects, by prefix of their name."
  type        = map(list(string))
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for prefix in keys(var.prefix_writers) : can(regex("^[a-zA-Z0-9_-]+(/[a-zA-Z0-9_.-]+)*/$", prefix))])
    error_message = "prefix_writers has ${join(", ", keys(var.prefix_writers))}; prefixes must not begin with '/' and must end with one."
  }
  validation {
    condition     = alltrue([for member in flatten(values(var.prefix_writers)) : can(regex("^(serviceAccount|group|user):.+@.+$", member))])
    error_message = "prefix_writers must hold members of the form serviceAccount:, group: or user: with an address, and so never everybody."
  }
}

variable "image_readers" {
  description = "Who may pull images."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for member in values(var.image_readers) : can(regex("^(serviceAccount|group|user):.+@.+$", member))])
    error_message = "image_readers must hold members of the form serviceAccount:, group: or user: with an address, and so never everybody."
  }
}

variable "retention_days" {
  description = "How long a replaced or deleted object can still be got back."
  type        = number
  default     = 30
  nullable    = false

  validation {
    condition     = var.retention_days >= 7 && var.retention_days <= 90
    error_message = "retention_days is ${var.retention_days}, must be 7 to 90."
  }
}

variable "temporary_days" {
  description = "After how many days objects below temporary/ are deleted."
  type        = number
  default     = 14
  nullable    = false

  validation {
    condition     = var.temporary_days >= 1 && var.temporary_days <= 90
    error_message = "temporary_days is ${var.temporary_days}, must be 1 to 90."
  }
}

variable "labels" {
  description = "Labels of all resources that can bear them."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for key, value in var.labels : can(regex("^[a-z][a-z0-9_-]{0,62}$", key)) && can(regex("^[a-z0-9_-]{0,63}$", value))])
    error_message = "labels is ${jsonencode(var.labels)}, keys and values must be at most 63 lower-case letters, digits, '_' and '-', and keys begin with a letter."
  }
}
