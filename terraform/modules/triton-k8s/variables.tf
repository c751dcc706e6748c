# ----------------------------------------------------------------------------------------------------------------------
# The server
# ----------------------------------------------------------------------------------------------------------------------

variable "name" {
  description = "Name of the deployment, and of every other object."
  type        = string
  default     = "triton"
  nullable    = false

  validation {
    condition     = can(regex("^[a-z]([-a-z0-9]{0,43}[a-z0-9])?$", var.name))
    error_message = "name is '${var.name}', must be 1 to 45 lower-case letters, digits and '-', begin with a letter and not end with '-'."
  }
}

variable "namespace" {
  description = "Namespace of all objects. It must exist."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$", var.namespace))
    error_message = "namespace is '${var.namespace}', must be 1 to 63 lower-case letters, digits and '-', not '-' at either end."
  }
}

variable "labels" {
  description = "Labels of all objects, beside the recommended ones that the module sets."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for key in keys(var.labels) : !startswith(key, "app.kubernetes.io/")])
    error_message = "labels has ${join(", ", keys(var.labels))}, must not have app.kubernetes.io/*: the module sets them."
  }
  validation {
    condition     = alltrue([for value in values(var.labels) : can(regex("^([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$", value))])
    error_message = "labels has the values ${join(", ", values(var.labels))}, each must be at most 63 letters, digits, '-', '_' and '.'."
  }
}

variable "image" {
  description = "Container image of the Triton server, by tag or digest, such as nvcr.io/nvidia/tritonserver:24.08-py3."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z0-9.-]+(:[0-9]+)?(/[a-z0-9._-]+)+(:[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})?(@sha256:[0-9a-f]{64})?$", var.image)) && can(regex("(:[^/]+|@sha256:[0-9a-f]{64})$", var.image))
    error_message = "image is '${var.image}', must be registry/repository with a :tag or an @sha256 digest."
  }
  validation {
    condition     = !endswith(var.image, ":latest")
    error_message = "image is '${var.image}', must have a version or a digest: the tag latest says nothing about what runs."
  }
}

variable "image_pull_secrets" {
  description = "Names of the secrets with which the image is pulled."
  type        = list(string)
  default     = []
  nullable    = false
}

variable "model_repository" {
  description = "Where the models lie: exactly one of uri (a bucket, read with the identity of the service account) and volume_claim (a claim in the namespace, mounted read-only), and how often it is looked at for new versions, in seconds (0: only at the start)."
  type = object({
    uri          = optional(string)
    volume_claim = optional(string)
    poll_seconds = optional(number, 0)
  })
  nullable = false

  validation {
    condition     = (var.model_repository.uri == null) != (var.model_repository.volume_claim == null)
    error_message = "model_repository has uri ${var.model_repository.uri == null ? "null" : var.model_repository.uri} and volume_claim ${var.model_repository.volume_claim == null ? "null" : var.model_repository.volume_claim}, exactly one must be set."
  }
  validation {
    condition     = var.model_repository.uri == null || can(regex("^(s3|gs|as)://[^/]+(/.*)?$", var.model_repository.uri))
    error_message = "model_repository.uri is '${coalesce(var.model_repository.uri, " ")}', must be an s3, gs or as URI."
  }
  validation {
    condition     = var.model_repository.poll_seconds >= 0 && floor(var.model_repository.poll_seconds) == var.model_repository.poll_seconds
    error_message = "model_repository.poll_seconds is ${var.model_repository.poll_seconds}, must be a whole number from 0."
  }
}

variable "resources" {
  description = "Of one pod: CPU cores, memory in MiB, graphics cards (0: the processor alone)."
  type = object({
    cpu        = optional(number, 4)
    memory_mib = optional(number, 8192)
    gpu_count  = optional(number, 0)
  })
  default  = {}
  nullable = false

  validation {
    condition     = var.resources.cpu > 0 && var.resources.memory_mib >= 512 && var.resources.gpu_count >= 0 && floor(var.resources.gpu_count) == var.resources.gpu_count
    error_message = "resources is ${jsonencode(var.resources)}: cpu must be above 0, memory_mib at least 512, gpu_count a whole number from 0."
  }
}

variable "shared_memory_mib" {
  description = "Size of /dev/shm in MiB, for backends that use it; it counts against the pod's memory."
  type        = number
  default     = 512
  nullable    = false

  validation {
    condition     = var.shared_memory_mib >= 64 && var.shared_memory_mib < var.resources.memory_mib
    error_message = "shared_memory_mib is ${var.shared_memory_mib}, must be 64 to less than resources.memory_mib (${var.resources.memory_mib})."
  }
}

variable "node_selector" {
  description = "Labels that a node must have for the pods."
  type        = map(string)
  default     = {}
  nullable    = false
}

variable "tolerations" {
  description = "Taints that the pods bear, such as that of nodes with graphics cards."
  type = list(object({
    key      = string
    operator = optional(string, "Exists")
    value    = optional(string)
    effect   = optional(string, "NoSchedule")
  }))
  default  = []
  nullable = false

  validation {
    condition     = alltrue([for toleration in var.tolerations : contains(["Exists", "Equal"], toleration.operator) && contains(["NoSchedule", "PreferNoSchedule", "NoExecute"], toleration.effect)])
    error_message = "tolerations is ${jsonencode(var.tolerations)}, operators must be Exists or Equal, and effects NoSchedule, PreferNoSchedule or NoExecute."
  }
  validation {
    condition     = alltrue([for toleration in var.tolerations : (toleration.operator == "Equal") == (toleration.value != null)])
    error_message = "tolerations is ${jsonencode(var.tolerations)}, the operator Equal must have a value, and Exists none."
  }
}

variable "grace_period_seconds" {
  description = "How long a pod that must go may finish the requests that it has."
  type        = number
  default     = 60
  nullable    = false

  validation {
    condition     = var.grace_period_seconds >= 30 && var.grace_period_seconds <= 600
    error_message = "grace_period_seconds is ${var.grace_period_seconds}, must be 30 to 600."
  }
}

variable "start_seconds" {
  description = "How long the models may take to load before the pod is given up."
  type        = number
  default     = 300
  nullable    = false

  validation {
    condition     = var.start_seconds >= 10 && var.start_seconds <= 3600
    error_message = "start_seconds is ${var.start_seconds}, must be 10 to 3600."
  }
}

# ----------------------------------------------------------------------------------------------------------------------
# Scale
# ----------------------------------------------------------------------------------------------------------------------

variable "autoscaling" {
  description = "Least and most pods, and the ratio of time in the queue to time in the model above which another pod is started. A ratio of 1: a request waits as long as it is computed."
  type = object({
    min_replicas                 = optional(number, 2)
    max_replicas                 = optional(number, 8)
    queue_ratio                  = optional(number, 0.5)
    stabilization_window_seconds = optional(number, 300)
  })
  default  = {}
  nullable = false

  validation {
    condition     = var.autoscaling.min_replicas >= 1 && var.autoscaling.max_replicas >= var.autoscaling.min_replicas
    error_message = "autoscaling has min_replicas ${var.autoscaling.min_replicas} and max_replicas ${var.autoscaling.max_replicas}, must be at least 1 and not less than the minimum."
  }
  validation {
    condition     = var.autoscaling.queue_ratio >= 0.05 && var.autoscaling.queue_ratio <= 10
    error_message = "autoscaling.queue_ratio is ${var.autoscaling.queue_ratio}, must be 0.05 to 10."
  }
  validation {
    condition     = var.autoscaling.stabilization_window_seconds >= 0 && var.autoscaling.stabilization_window_seconds <= 3600
    error_message = "autoscaling.stabilization_window_seconds is ${var.autoscaling.stabilization_window_seconds}, must be 0 to 3600."
  }
}

# ----------------------------------------------------------------------------------------------------------------------
# Identity and network
# ----------------------------------------------------------------------------------------------------------------------

variable "service_account_annotations" {
  description = "Annotations that bind the service account to a cloud identity, such as eks.amazonaws.com/role-arn or iam.gke.io/gcp-service-account."
  type        = map(string)
  default     = {}
  nullable    = false
}

variable "clients" {
  description = "Labels of the pods in the same namespace that may call the gRPC port."
  type        = map(string)
  nullable    = false

  validation {
    condition     = length(var.clients) > 0
    error_message = "clients is empty, must have at least one label: without one it is every pod of the namespace."
  }
}

variable "monitoring_namespace" {
  description = "Namespace of Prometheus: from there the metrics are read."
  type        = string
  default     = "monitoring"
  nullable    = false

  validation {
    condition     = can(regex("^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$", var.monitoring_namespace))
    error_message = "monitoring_namespace is '${var.monitoring_namespace}', must be 1 to 63 lower-case letters, digits and '-'."
  }
}

variable "storage_cidr_blocks" {
  description = "CIDR blocks of the model repository's bucket and of the identity service, reached by HTTPS; needed with model_repository.uri."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for block in var.storage_cidr_blocks : can(cidrhost(block, 0)) && !endswith(block, "/0")])
    error_message = "storage_cidr_blocks has ${join(", ", var.storage_cidr_blocks)}; each must be a CIDR block such as 10.0.0.0/16, and none the whole internet."
  }
  validation {
    condition     = var.model_repository.uri == null || length(var.storage_cidr_blocks) > 0
    error_message = "storage_cidr_blocks is empty, must have a block where model_repository.uri is set: the pods could not read their models."
  }
}

# ----------------------------------------------------------------------------------------------------------------------
# Alerts
# ----------------------------------------------------------------------------------------------------------------------

variable "alerts" {
  description = "Thresholds: ratio of queue to compute time for queue_minutes, requests that wait in one pod, share of requests that fail; severity is a label of each alert."
  type = object({
    queue_ratio      = optional(number, 2)
    queue_minutes    = optional(number, 5)
    pending_requests = optional(number, 1000)
    failure_share    = optional(number, 0.01)
    severity         = optional(string, "critical")
  })
  default  = {}
  nullable = false

  validation {
    condition     = var.alerts.queue_ratio > var.autoscaling.queue_ratio
    error_message = "alerts.queue_ratio is ${var.alerts.queue_ratio}, must be above autoscaling.queue_ratio (${var.autoscaling.queue_ratio}): first scale, then wake somebody."
  }
  validation {
    condition     = var.alerts.queue_minutes >= 1 && var.alerts.pending_requests >= 1 && var.alerts.failure_share > 0 && var.alerts.failure_share < 1
    error_message = "alerts has queue_minutes ${var.alerts.queue_minutes}, pending_requests ${var.alerts.pending_requests}, must be at least 1, and failure_share ${var.alerts.failure_share}, must be between 0 and 1."
  }
}
