variable "name" {
  description = "Name of the deployment: of the key's alias, and the first part of every secret's name"
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,30}[a-z0-9]$", var.name))
    error_message = "name is ${var.name}, must be 3 to 32 of a-z, 0-9 and -, begin with a letter and not end with -."
  }
}

variable "recovery_window_days" {
  description = "For how many days a deleted secret, or the key, can be had back"
  type        = number
  default     = 30

  validation {
    condition     = var.recovery_window_days >= 7 && var.recovery_window_days <= 30 && floor(var.recovery_window_days) == var.recovery_window_days
    error_message = "recovery_window_days is ${var.recovery_window_days}, must be a whole number from 7 to 30."
  }
}

variable "rotation_period_days" {
  description = "After how many days AWS rotates the key"
  type        = number
  default     = 365

  validation {
    condition     = var.rotation_period_days >= 90 && var.rotation_period_days <= 2560 && floor(var.rotation_period_days) == var.rotation_period_days
    error_message = "rotation_period_days is ${var.rotation_period_days}, must be a whole number from 90 to 2560."
  }
}

variable "secrets" {
  description = "What each secret is for, by its name; its value is put in with the AWS command line, never here"
  type        = map(string)
  default     = {}

  validation {
    condition     = alltrue([for name in keys(var.secrets) : can(regex("^[a-z][a-z0-9-]{0,62}[a-z0-9]$", name))])
    error_message = "secrets has ${join(", ", keys(var.secrets))}, names must be 2 to 64 of a-z, 0-9 and -, begin with a letter and not end with -."
  }

  validation {
    condition     = alltrue([for purpose in values(var.secrets) : length(trimspace(purpose)) > 0])
    error_message = "secrets has an empty description, must say what each is for."
  }
}
