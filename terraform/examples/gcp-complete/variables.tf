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
  description = "Region of everything."
  type        = string
  default     = "europe-west1"
  nullable    = false

  validation {
    condition     = can(regex("^[a-z]+-[a-z]+[0-9]+$", var.region))
    error_message = "region is '${var.region}', must be a region such as europe-west1."
  }
}

variable "name" {
  description = "What the names of all resources begin with."
  type        = string
  default     = "weir"
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][-a-z0-9]{0,13}$", var.name))
    error_message = "name is '${var.name}', must be 1 to 14 lower-case letters, digits and '-', and begin with a letter."
  }
}

variable "template_ready" {
  description = "Whether the flex template lies in the bucket. The first time it does not: the bucket and the repository for it are made first."
  type        = bool
  default     = false
  nullable    = false
}

variable "generation" {
  description = "Another one drains the job and starts anew, without its state; the same one updates it in place."
  type        = string
  default     = null
}

variable "workers" {
  description = "Least and most workers."
  type = object({
    min = optional(number, 1)
    max = optional(number, 8)
  })
  default  = {}
  nullable = false
}

variable "notification_channels" {
  description = "Whom an alert tells, as projects/P/notificationChannels/C."
  type        = list(string)
  default     = []
  nullable    = false
}

variable "producers" {
  description = "Service accounts that write transactions and labels, by a name of your own."
  type        = map(string)
  default     = {}
  nullable    = false
}

variable "consumers" {
  description = "Service accounts that read actions and dead letters, by a name of your own, which is also the prefix of their consumer groups."
  type        = map(string)
  default     = {}
  nullable    = false
}
