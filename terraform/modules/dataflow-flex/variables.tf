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
  description = "Name of the job; consumer groups begin with it."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z]([-a-z0-9]{0,38}[a-z0-9])?$", var.name))
    error_message = "name is '${var.name}', must be 1 to 40 lower-case letters, digits and '-', begin with a letter and not end with '-'."
  }
}

variable "generation" {
  description = "What is put behind the name to begin anew; null: nothing. While it stays the same, a change of the job is an update in place, which keeps the state of the features. Another generation drains the old job and starts a new one that knows nothing."
  type        = string
  default     = null

  validation {
    condition     = var.generation == null || can(regex("^[a-z0-9]{1,12}$", var.generation))
    error_message = "generation is '${coalesce(var.generation, " ")}', must be 1 to 12 lower-case letters and digits."
  }
}

variable "wait_for_drain" {
  description = "Whether Terraform waits until a job that it drains has ended. If not, a new job starts beside it, so it needs another generation."
  type        = bool
  default     = true
  nullable    = false

  validation {
    condition     = var.wait_for_drain || var.generation != null
    error_message = "wait_for_drain is false, must be true while generation is null: two jobs of one name can not run side by side."
  }
}

variable "template_path" {
  description = "Where the flex template's specification lies, as gs://bucket/path.json."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^gs://[^/]+/.+\\.json$", var.template_path))
    error_message = "template_path is '${var.template_path}', must be gs://bucket/path.json."
  }
}

variable "pipeline" {
  description = "Which pipeline the template runs, such as fraud."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]*$", var.pipeline))
    error_message = "pipeline is '${var.pipeline}', must be lower-case letters, digits and '-', and begin with a letter."
  }
}

variable "pipeline_arguments" {
  description = "Options of the pipeline by name, as modules/options renders them. They show in the console: never a secret."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for key in keys(var.pipeline_arguments) : can(regex("^[a-z][A-Za-z0-9]*$", key))])
    error_message = "pipeline_arguments has ${join(", ", keys(var.pipeline_arguments))}; names must be camelCase, without '--'."
  }
  validation {
    condition     = length(setintersection(keys(var.pipeline_arguments), ["pipeline", "runner", "project", "region", "jobName", "serviceAccount", "subnetwork", "maxNumWorkers", "numWorkers", "stagingLocation", "tempLocation"])) == 0
    error_message = "pipeline_arguments must not hold ${join(", ", setintersection(keys(var.pipeline_arguments), ["pipeline", "runner", "project", "region", "jobName", "serviceAccount", "subnetwork", "maxNumWorkers", "numWorkers", "stagingLocation", "tempLocation"]))}: the module's variables set it."
  }
  validation {
    condition     = alltrue([for key in keys(var.pipeline_arguments) : endswith(key, "File") || !can(regex("(?i)(password|secret|credential|token|apikey)", key))])
    error_message = "pipeline_arguments has ${join(", ", keys(var.pipeline_arguments))}; none must read like a secret: pass the path of a file that holds it."
  }
}

variable "service_account_email" {
  description = "Address of the workers' service account, as modules/dataflow-flex/identity makes it. What the job reads and writes must be granted to it before."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][-a-z0-9]{4,28}[a-z0-9]@[a-z0-9.-]+\\.iam\\.gserviceaccount\\.com$", var.service_account_email))
    error_message = "service_account_email is '${var.service_account_email}', must be the address of a service account of its own; Compute Engine's default one may do too much."
  }
}

variable "bucket_name" {
  description = "Bucket for staging and temporary files."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z0-9][a-z0-9._-]{1,61}[a-z0-9]$", var.bucket_name))
    error_message = "bucket_name is '${var.bucket_name}', must be a bucket's name, without gs://."
  }
}

variable "subnetwork" {
  description = "Subnet of the workers, as https://www.googleapis.com/compute/v1/projects/P/regions/R/subnetworks/S or regions/R/subnetworks/S. They have no public addresses."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^(https://www\\.googleapis\\.com/compute/v1/projects/[^/]+/)?regions/[^/]+/subnetworks/[^/]+$", var.subnetwork))
    error_message = "subnetwork is '${var.subnetwork}', must be the full address of a subnet, or regions/R/subnetworks/S."
  }
}

variable "kms_key" {
  description = "Key that encrypts the job's state and its workers' disks, as projects/P/locations/L/keyRings/R/cryptoKeys/K."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^projects/[^/]+/locations/[^/]+/keyRings/[^/]+/cryptoKeys/[^/]+$", var.kms_key))
    error_message = "kms_key is '${var.kms_key}', must be projects/P/locations/L/keyRings/R/cryptoKeys/K."
  }
}

variable "machine_type" {
  description = "Machine of a worker."
  type        = string
  default     = "n2-standard-4"
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9]*-[a-z]+-[0-9]+$", var.machine_type))
    error_message = "machine_type is '${var.machine_type}', must be a machine type such as n2-standard-4."
  }
}

variable "workers" {
  description = "Least and most workers between which Dataflow scales by the backlog of the topics."
  type = object({
    min = optional(number, 1)
    max = optional(number, 8)
  })
  default  = {}
  nullable = false

  validation {
    condition     = var.workers.min >= 1 && var.workers.max >= var.workers.min && var.workers.max <= 4000
    error_message = "workers has min ${var.workers.min} and max ${var.workers.max}, must be at least 1 and from min to 4000."
  }
}

variable "streaming_mode" {
  description = "exactly_once, or at_least_once: faster and cheaper, but an event may be counted twice, which a fraud model would see."
  type        = string
  default     = "exactly_once"
  nullable    = false

  validation {
    condition     = contains(["exactly_once", "at_least_once"], var.streaming_mode)
    error_message = "streaming_mode is '${var.streaming_mode}', must be exactly_once or at_least_once."
  }
}

variable "experiments" {
  description = "More experiments of Dataflow; use_runner_v2 and the streaming mode are always set."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(setintersection(var.experiments, ["use_runner_v2", "disable_runner_v2", "streaming_mode_at_least_once", "streaming_mode_exactly_once"])) == 0
    error_message = "experiments has ${join(", ", var.experiments)}, must not choose the runner or the streaming mode: the module does."
  }
}

variable "renamed_steps" {
  description = "For an update in place: the new names of steps whose names changed, by the old ones."
  type        = map(string)
  default     = {}
  nullable    = false
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
