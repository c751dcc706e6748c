variable "project_id" {
  description = "Google Cloud project."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][-a-z0-9]{4,28}[a-z0-9]$", var.project_id))
    error_message = "project_id is '${var.project_id}', must be 6 to 30 lower-case letters, digits and '-', begin with a letter and not end with '-'."
  }
}

variable "name" {
  description = "Name of the job whose workers these are."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z]([-a-z0-9]{0,19}[a-z0-9])?$", var.name))
    error_message = "name is '${var.name}', must be 1 to 21 lower-case letters, digits and '-', begin with a letter and not end with '-'."
  }
}
