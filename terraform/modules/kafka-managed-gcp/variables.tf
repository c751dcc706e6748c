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
  description = "Name of the cluster."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z]([-a-z0-9]{0,38}[a-z0-9])?$", var.name))
    error_message = "name is '${var.name}', must be 1 to 40 lower-case letters, digits and '-', begin with a letter and not end with '-'."
  }
}

variable "kms_key" {
  description = "Key that encrypts the brokers' disks, as projects/P/locations/L/keyRings/R/cryptoKeys/K."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^projects/[^/]+/locations/[^/]+/keyRings/[^/]+/cryptoKeys/[^/]+$", var.kms_key))
    error_message = "kms_key is '${var.kms_key}', must be projects/P/locations/L/keyRings/R/cryptoKeys/K."
  }
}

variable "subnetwork_ids" {
  description = "Subnets from which the cluster is reached, as projects/P/regions/R/subnetworks/S."
  type        = list(string)
  nullable    = false

  validation {
    condition     = length(var.subnetwork_ids) >= 1 && length(var.subnetwork_ids) <= 10
    error_message = "subnetwork_ids has ${length(var.subnetwork_ids)} entries, must have 1 to 10."
  }
  validation {
    condition     = alltrue([for id in var.subnetwork_ids : can(regex("^projects/[^/]+/regions/[^/]+/subnetworks/[^/]+$", id))])
    error_message = "subnetwork_ids is ${join(", ", var.subnetwork_ids)}, each must be projects/P/regions/R/subnetworks/S."
  }
}

variable "vcpu_count" {
  description = "Processors of the cluster, all brokers together."
  type        = number
  default     = 3
  nullable    = false

  validation {
    condition     = var.vcpu_count >= 3 && floor(var.vcpu_count) == var.vcpu_count
    error_message = "vcpu_count is ${var.vcpu_count}, must be a whole number from 3."
  }
}

variable "memory_gib" {
  description = "Memory of the cluster in GiB: 1 to 8 for each processor."
  type        = number
  default     = 12
  nullable    = false

  validation {
    condition     = var.memory_gib >= var.vcpu_count && var.memory_gib <= 8 * var.vcpu_count
    error_message = "memory_gib is ${var.memory_gib}, must be ${var.vcpu_count} to ${8 * var.vcpu_count}: 1 to 8 for each of vcpu_count (${var.vcpu_count})."
  }
}

variable "topic_prefix" {
  description = "What stands before every topic's name; the pipeline's option topicPrefix."
  type        = string
  default     = ""
  nullable    = false

  validation {
    condition     = can(regex("^[a-zA-Z0-9._-]{0,100}$", var.topic_prefix))
    error_message = "topic_prefix is '${var.topic_prefix}', must be at most 100 letters, digits, '.', '_' and '-'."
  }
}

variable "topics" {
  description = "The topics, in the form of a pipeline's manifest: jsondecode(file(\"pipelines/src/main/resources/fraud/topics.json\")) reads one. Retention is ISO-8601, in days, hours, minutes and seconds."
  type = list(object({
    name       = string
    role       = optional(string)
    key        = optional(string)
    partitions = number
    retention  = optional(string, "P7D")
    cleanup    = optional(string, "delete")
  }))
  nullable = false

  validation {
    condition     = length(var.topics) == length(distinct([for topic in var.topics : topic.name]))
    error_message = "topics has the names ${join(", ", [for topic in var.topics : topic.name])}, each must be there once."
  }
  validation {
    condition     = alltrue([for topic in var.topics : can(regex("^[a-zA-Z0-9._-]{1,149}$", topic.name))])
    error_message = "topics has the names ${join(", ", [for topic in var.topics : topic.name])}, each must be 1 to 149 letters, digits, '.', '_' and '-'."
  }
  validation {
    condition     = alltrue([for topic in var.topics : topic.partitions >= 1 && floor(topic.partitions) == topic.partitions])
    error_message = "topics has the partitions ${join(", ", [for topic in var.topics : "${topic.name}=${topic.partitions}"])}, each must be a whole number from 1."
  }
  validation {
    condition     = alltrue([for topic in var.topics : can(regex("^P([0-9]+D)?(T([0-9]+H)?([0-9]+M)?([0-9]+S)?)?$", topic.retention)) && can(regex("[0-9]", topic.retention))])
    error_message = "topics has the retentions ${join(", ", [for topic in var.topics : "${topic.name}=${topic.retention}"])}, each must be of the form P7D or PT12H."
  }
  validation {
    condition     = alltrue([for topic in var.topics : contains(["delete", "compact", "compact,delete"], topic.cleanup)])
    error_message = "topics has the cleanups ${join(", ", [for topic in var.topics : "${topic.name}=${topic.cleanup}"])}, each must be delete, compact or compact,delete."
  }
}

variable "replication_factor" {
  description = "Copies of each partition. With 3 a broker may be lost while another is replaced."
  type        = number
  default     = 3
  nullable    = false

  validation {
    condition     = var.replication_factor >= 2 && var.replication_factor <= 5
    error_message = "replication_factor is ${var.replication_factor}, must be 2 to 5: one copy is lost with its broker."
  }
}

variable "clients" {
  description = "Who may do what, by a name of your own: the service account's address, the topics (without the prefix) that it reads and writes, and the prefix of its consumer groups and transactions. A topic that no client has would be open to all who may connect, so it is refused."
  type = map(object({
    service_account = string
    reads           = optional(list(string), [])
    writes          = optional(list(string), [])
    group_prefix    = optional(string)
  }))
  nullable = false

  validation {
    condition     = alltrue([for client in values(var.clients) : can(regex("^[^:@ ]+@[^@ ]+$", client.service_account))])
    error_message = "clients has the service accounts ${join(", ", [for client in values(var.clients) : client.service_account])}, each must be an address such as job@project.iam.gserviceaccount.com, without 'serviceAccount:'."
  }
  validation {
    condition     = length(setsubtract(flatten([for client in values(var.clients) : concat(client.reads, client.writes)]), [for topic in var.topics : topic.name])) == 0
    error_message = "clients names ${join(", ", setsubtract(flatten([for client in values(var.clients) : concat(client.reads, client.writes)]), [for topic in var.topics : topic.name]))}, but topics must have it: ${join(", ", [for topic in var.topics : topic.name])}."
  }
  validation {
    condition     = length(setsubtract([for topic in var.topics : topic.name], flatten([for client in values(var.clients) : concat(client.reads, client.writes)]))) == 0
    error_message = "clients leaves ${join(", ", setsubtract([for topic in var.topics : topic.name], flatten([for client in values(var.clients) : concat(client.reads, client.writes)])))} to nobody; each topic must have a client, for Kafka opens the others to everybody."
  }
  validation {
    condition     = alltrue([for client in values(var.clients) : length(client.reads) == 0 || client.group_prefix != null])
    error_message = "clients has one that reads and has no group_prefix, but must have one: it could not commit what it has read."
  }
  validation {
    condition     = alltrue([for client in values(var.clients) : client.group_prefix == null || can(regex("^[a-zA-Z0-9._-]{1,100}$", client.group_prefix))])
    error_message = "clients has a group_prefix that must be 1 to 100 letters, digits, '.', '_' and '-', but is not: ${join(", ", [for client in values(var.clients) : client.group_prefix if client.group_prefix != null])}."
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
