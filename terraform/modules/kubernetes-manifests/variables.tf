variable "manifests" {
  description = "Objects to apply, as YAML by name: the output manifests of a module that renders them. Their kinds must be known to the cluster when Terraform plans."
  type        = map(string)
  nullable    = false

  validation {
    condition     = alltrue([for manifest in values(var.manifests) : can(yamldecode(manifest).apiVersion) && can(yamldecode(manifest).kind) && can(yamldecode(manifest).metadata.name)])
    error_message = "manifests must have apiVersion, kind and metadata.name in each entry, but not in ${join(", ", [for name, manifest in var.manifests : name if !(can(yamldecode(manifest).apiVersion) && can(yamldecode(manifest).kind) && can(yamldecode(manifest).metadata.name))])}."
  }
}

variable "computed_fields" {
  description = "Fields by name of the manifest that something else in the cluster changes, such as what an autoscaler scales."
  type        = map(list(string))
  default     = {}
  nullable    = false

  validation {
    condition     = length(setsubtract(keys(var.computed_fields), keys(var.manifests))) == 0
    error_message = "computed_fields names ${join(", ", setsubtract(keys(var.computed_fields), keys(var.manifests)))}, but must name manifests: ${join(", ", keys(var.manifests))}."
  }
}

variable "field_manager" {
  description = "Under which name the cluster notes who owns the fields."
  type        = string
  default     = "terraform"
  nullable    = false

  validation {
    condition     = length(var.field_manager) >= 1 && length(var.field_manager) <= 128
    error_message = "field_manager is '${var.field_manager}', must be 1 to 128 characters."
  }
}
