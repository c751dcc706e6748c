variable "bucket" {
  description = "Name of the bucket of jars and models; unique in all of AWS"
  type        = string

  validation {
    condition     = can(regex("^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$", var.bucket))
    error_message = "bucket is ${var.bucket}, must be 3 to 63 of a-z, 0-9 and -, and neither begin nor end with -."
  }
}

variable "delete_contents" {
  description = "Whether jars, models and images go with the bucket and the registry; otherwise those that hold something are not deleted"
  type        = bool
  default     = false
}

variable "kms_key_arn" {
  description = "ARN of the key that both are encrypted with"
  type        = string

  validation {
    condition     = can(regex("^arn:[a-z-]+:kms:[a-z0-9-]+:[0-9]{12}:key/.+$", var.kms_key_arn))
    error_message = "kms_key_arn is ${var.kms_key_arn}, must be the ARN of a key, arn:aws:kms:REGION:ACCOUNT:key/ID."
  }
}

variable "old_version_days" {
  description = "For how many days a replaced object, or an image that lost its tag, is kept"
  type        = number
  default     = 90

  validation {
    condition     = var.old_version_days >= 1 && var.old_version_days <= 3650 && floor(var.old_version_days) == var.old_version_days
    error_message = "old_version_days is ${var.old_version_days}, must be a whole number from 1 to 3650."
  }
}

variable "repository" {
  description = "Name of the image registry's repository"
  type        = string
  default     = "weir"

  validation {
    condition     = can(regex("^[a-z0-9]+([._/-][a-z0-9]+)*$", var.repository)) && length(var.repository) >= 2 && length(var.repository) <= 256
    error_message = "repository is ${var.repository}, must be 2 to 256 of a-z, 0-9, and single ., _, / or - between them."
  }
}
