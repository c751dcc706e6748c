variable "cluster" {
  description = "Which cluster: a context of a kubeconfig file. There is no default, so that nobody applies to the wrong one."
  type = object({
    config_path = optional(string, "~/.kube/config")
    context     = string
  })
  nullable = false

  validation {
    condition     = length(var.cluster.context) > 0
    error_message = "cluster.context is empty, must be a context of ${var.cluster.config_path}."
  }
}

variable "namespace" {
  description = "Namespace of the job and of Triton. It must exist, for the operator watches it."
  type        = string
  default     = "weir"
  nullable    = false
}

variable "images" {
  description = "Container images: the job's, made from runners/flink/container/Dockerfile, and Triton's."
  type = object({
    flink  = string
    triton = optional(string, "nvcr.io/nvidia/tritonserver:24.08-py3")
  })
  nullable = false
}

variable "storage" {
  description = "URI of the bucket's folder for checkpoints and savepoints, such as s3://bucket/weir."
  type        = string
  nullable    = false
}

variable "model_repository" {
  description = "Where Triton's models lie: uri of a bucket, or volume_claim."
  type = object({
    uri          = optional(string)
    volume_claim = optional(string)
  })
  nullable = false
}

variable "bootstrap_servers" {
  description = "Kafka's bootstrap servers."
  type        = string
  nullable    = false
}

variable "networks" {
  description = "CIDR blocks of Kafka's brokers, of the cluster's API server and of the object storage, and the port of the brokers."
  type = object({
    kafka      = list(string)
    kafka_port = optional(number, 9092)
    api_server = list(string)
    storage    = list(string)
  })
  nullable = false
}

variable "identity_annotations" {
  description = "Annotations that bind the service accounts of flink and triton to cloud identities."
  type = object({
    flink  = optional(map(string), {})
    triton = optional(map(string), {})
  })
  default  = {}
  nullable = false
}

variable "gpu_count" {
  description = "Graphics cards of a Triton pod; 0: the processor alone."
  type        = number
  default     = 0
  nullable    = false

  validation {
    condition     = var.gpu_count >= 0 && floor(var.gpu_count) == var.gpu_count
    error_message = "gpu_count is ${var.gpu_count}, must be a whole number from 0."
  }
}
