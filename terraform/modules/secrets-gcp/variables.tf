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

variable "secrets" {
  description = "Secrets by name, with those who may read them. Their values are put in by hand or by a rotation, never by Terraform: they would stand in its state."
  type = map(object({
    readers = list(string)
  }))
  nullable = false

  validation {
    condition     = alltrue([for name in keys(var.secrets) : can(regex("^[a-zA-Z0-9_-]{1,255}$", name))])
    error_message = "secrets has ${join(", ", keys(var.secrets))}; names must be 1 to 255 letters, digits, '_' and '-'."
  }
  validation {
    condition     = alltrue([for member in flatten([for secret in values(var.secrets) : secret.readers]) : can(regex("^(serviceAccount|group):.+@.+$", member))])
    error_message = "secrets has the readers ${join(", ", flatten([for secret in values(var.secrets) : secret.readers]))}, each must be serviceAccount: or group: with an address."
  }
}

variable "kms_key" {
  description = "Key that encrypts the secrets, as projects/P/locations/L/keyRings/R/cryptoKeys/K."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^projects/[^/]+/locations/[^/]+/keyRings/[^/]+/cryptoKeys/[^/]+$", var.kms_key))
    error_message = "kms_key is '${var.kms_key}', must be projects/P/locations/L/keyRings/R/cryptoKeys/K."
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
