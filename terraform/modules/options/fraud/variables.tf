# Written from the pipeline's options in Java; do not change it by hand.

variable "arrival" {
  description = "ON_ARRIVAL answers at once; EVENT_TIME in the order of event time, reproducibly. Default: ON_ARRIVAL."
  type        = string
  default     = null

  validation {
    condition     = var.arrival == null || can(regex("^(ON_ARRIVAL|EVENT_TIME)$", var.arrival))
    error_message = "arrival must be ON_ARRIVAL, EVENT_TIME."
  }
}

variable "band" {
  description = "Scores of the light model, LOW..HIGH, with which the cascade asks the heavy one."
  type        = string
  default     = null

  validation {
    condition     = var.band == null || can(regex("^(([0-9]*[.]?[0-9]+[.][.][0-9]*[.]?[0-9]+)?)$", var.band))
    error_message = "band must be LOW..HIGH, such as 0.2..0.8."
  }
}

variable "batch_wait" {
  description = "How long a row may wait for rows of other bundles, to be scored with them, where events trickle or bundles are small; without it the rows of a bundle are scored together."
  type        = string
  default     = null

  validation {
    condition     = var.batch_wait == null || can(regex("^((P([0-9]+D|([0-9]+D)?T([0-9]+H([0-9]+M)?([0-9]+([.][0-9]{1,9})?S)?|[0-9]+M([0-9]+([.][0-9]{1,9})?S)?|[0-9]+([.][0-9]{1,9})?S)))?)$", var.batch_wait))
    error_message = "batch_wait must be an ISO-8601 duration such as PT1M or P1D."
  }
}

variable "bootstrap_servers" {
  description = "Kafka bootstrap servers, host:port[,host:port]. Default: localhost:9092."
  type        = string
  default     = null

  validation {
    condition     = var.bootstrap_servers == null || can(regex("^(([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+\\]):[0-9]{1,5}(,([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+\\]):[0-9]{1,5})*)$", var.bootstrap_servers))
    error_message = "bootstrap_servers must be host:port[,host:port]."
  }
}

variable "canary_share" {
  description = "Share of the keys that the canary's heavy model answers, from 0 to 1; or a file that holds such a number, and is read again every 5 seconds. Default: 0.05."
  type        = string
  default     = null
}

variable "consumer_group" {
  description = "Kafka's consumer group, under which the offsets of completed checkpoints are committed, for others to see how far behind the job is; empty: the job's name. It never says where the job begins: that is at its checkpoint or savepoint, or at the start of its topics."
  type        = string
  default     = null

  validation {
    condition     = var.consumer_group == null || can(regex("^(([A-Za-z0-9._-]{1,249})?)$", var.consumer_group))
    error_message = "consumer_group must be letters, digits, '.', '_' and '-', as topics have."
  }
}

variable "deduplicate_within" {
  description = "How long an event id is remembered, in event time, to drop its repeats. Default: P1D."
  type        = string
  default     = null

  validation {
    condition     = var.deduplicate_within == null || can(regex("^(P([0-9]+D|([0-9]+D)?T([0-9]+H([0-9]+M)?([0-9]+([.][0-9]{1,9})?S)?|[0-9]+M([0-9]+([.][0-9]{1,9})?S)?|[0-9]+([.][0-9]{1,9})?S)))$", var.deduplicate_within))
    error_message = "deduplicate_within must be an ISO-8601 duration such as PT1M or P1D."
  }
}

variable "heavy_batch" {
  description = "Rows of a batch for Triton, LEAST..MOST: the size follows what Triton answers a second within heavyBatchLatency; or one number; empty: as many as the model takes."
  type        = string
  default     = null

  validation {
    condition     = var.heavy_batch == null || can(regex("^(([0-9]{1,9}([.][.][0-9]{1,9})?)?)$", var.heavy_batch))
    error_message = "heavy_batch must be a number of rows or LEAST..MOST."
  }
}

variable "heavy_batch_latency" {
  description = "With heavyBatch: how long a batch should take, for its size falls when more than one in sixteen takes longer; at most heavyDeadline; empty: half of that."
  type        = string
  default     = null

  validation {
    condition     = var.heavy_batch_latency == null || can(regex("^((P([0-9]+D|([0-9]+D)?T([0-9]+H([0-9]+M)?([0-9]+([.][0-9]{1,9})?S)?|[0-9]+M([0-9]+([.][0-9]{1,9})?S)?|[0-9]+([.][0-9]{1,9})?S)))?)$", var.heavy_batch_latency))
    error_message = "heavy_batch_latency must be an ISO-8601 duration such as PT1M or P1D."
  }
}

variable "heavy_deadline" {
  description = "How long a batch may take on Triton, all attempts together. Default: PT1S."
  type        = string
  default     = null

  validation {
    condition     = var.heavy_deadline == null || can(regex("^(P([0-9]+D|([0-9]+D)?T([0-9]+H([0-9]+M)?([0-9]+([.][0-9]{1,9})?S)?|[0-9]+M([0-9]+([.][0-9]{1,9})?S)?|[0-9]+([.][0-9]{1,9})?S)))$", var.heavy_deadline))
    error_message = "heavy_deadline must be an ISO-8601 duration such as PT1M or P1D."
  }
}

variable "heavy_hedge_after" {
  description = "After how long without an answer a batch is sent to Triton once more, to another endpoint if there are several, such as PT0.03S; the first answer counts; one batch in twenty at most; less than heavyDeadline; empty: never."
  type        = string
  default     = null

  validation {
    condition     = var.heavy_hedge_after == null || can(regex("^((P([0-9]+D|([0-9]+D)?T([0-9]+H([0-9]+M)?([0-9]+([.][0-9]{1,9})?S)?|[0-9]+M([0-9]+([.][0-9]{1,9})?S)?|[0-9]+([.][0-9]{1,9})?S)))?)$", var.heavy_hedge_after))
    error_message = "heavy_hedge_after must be an ISO-8601 duration such as PT1M or P1D."
  }
}

variable "heavy_patience" {
  description = "With onHeavyFailure=wait: how long the stream stands still before events become dead letters; a checkpoint's time-out must be longer. Default: PT15M."
  type        = string
  default     = null

  validation {
    condition     = var.heavy_patience == null || can(regex("^(P([0-9]+D|([0-9]+D)?T([0-9]+H([0-9]+M)?([0-9]+([.][0-9]{1,9})?S)?|[0-9]+M([0-9]+([.][0-9]{1,9})?S)?|[0-9]+([.][0-9]{1,9})?S)))$", var.heavy_patience))
    error_message = "heavy_patience must be an ISO-8601 duration such as PT1M or P1D."
  }
}

variable "heavy_queued_rows" {
  description = "How many rows a worker process may have with Triton at a time; to those above it onHeavyFailure applies; empty: no bound."
  type        = string
  default     = null

  validation {
    condition     = var.heavy_queued_rows == null || can(regex("^(([0-9]{1,9})?)$", var.heavy_queued_rows))
    error_message = "heavy_queued_rows must be a number of at most 9 digits."
  }
}

variable "kafka_settings" {
  description = "Further settings of Kafka's clients as an object of JSON, such as {\"security.protocol\": \"SSL\"}; no secrets but references to them, such as $${file:/path/of/secrets.properties:key}, which each client resolves where it runs."
  type        = string
  default     = null
}

variable "max_out_of_orderness" {
  description = "How far behind the largest event time of its partition an event may come. Default: PT1M."
  type        = string
  default     = null

  validation {
    condition     = var.max_out_of_orderness == null || can(regex("^(P([0-9]+D|([0-9]+D)?T([0-9]+H([0-9]+M)?([0-9]+([.][0-9]{1,9})?S)?|[0-9]+M([0-9]+([.][0-9]{1,9})?S)?|[0-9]+([.][0-9]{1,9})?S)))$", var.max_out_of_orderness))
    error_message = "max_out_of_orderness must be an ISO-8601 duration such as PT1M or P1D."
  }
}

variable "model" {
  description = "default, rules, or the folder of a model's manifest, on any Beam file system. Default: default."
  type        = string
  default     = null
}

variable "model_refresh" {
  description = "How often to look whether the model's folder holds another version, such as PT10S, which then answers without a restart; empty: never. Goes by the clock: even in EVENT_TIME it is not reproducible which version answers an event."
  type        = string
  default     = null

  validation {
    condition     = var.model_refresh == null || can(regex("^((P([0-9]+D|([0-9]+D)?T([0-9]+H([0-9]+M)?([0-9]+([.][0-9]{1,9})?S)?|[0-9]+M([0-9]+([.][0-9]{1,9})?S)?|[0-9]+([.][0-9]{1,9})?S)))?)$", var.model_refresh))
    error_message = "model_refresh must be an ISO-8601 duration such as PT1M or P1D."
  }
}

variable "model_topic" {
  description = "With modelRefresh: a Kafka topic, named without the prefix, whose latest record with the model's name as its key has the folder to look at as its value; empty: none, and the model's own folder is looked at."
  type        = string
  default     = null

  validation {
    condition     = var.model_topic == null || can(regex("^(([A-Za-z0-9._-]{1,249})?)$", var.model_topic))
    error_message = "model_topic must be letters, digits, '.', '_' and '-', as topics have."
  }
}

variable "on_heavy_failure" {
  description = "What becomes of events that Triton does not answer: fall-back (the light model answers, marked degraded), dead-letter, default-decision (pass), or wait. Default: fall-back."
  type        = string
  default     = null

  validation {
    condition     = var.on_heavy_failure == null || can(regex("^(fall-back|dead-letter|default-decision|wait)$", var.on_heavy_failure))
    error_message = "on_heavy_failure must be fall-back, dead-letter, default-decision, wait."
  }
}

variable "profile" {
  description = "What the runner's settings are tuned for: latency, an answer as soon as it can be; or throughput, as many answers as can be. Default: latency."
  type        = string
  default     = null

  validation {
    condition     = var.profile == null || can(regex("^(latency|throughput)$", var.profile))
    error_message = "profile must be latency, throughput."
  }
}

variable "router" {
  description = "light: the embedded model; heavy: the one on Triton; cascade: light, and heavy where light is not sure; canary: heavy for a share of the keys; shadow: light, and heavy compared; or a file of a router over light and heavy, which ends with .yaml, .yml or .json. Default: light."
  type        = string
  default     = null
}

variable "topic_prefix" {
  description = "What stands before every topic's name of the manifest."
  type        = string
  default     = null

  validation {
    condition     = var.topic_prefix == null || can(regex("^(([A-Za-z0-9._-]{1,249})?)$", var.topic_prefix))
    error_message = "topic_prefix must be letters, digits, '.', '_' and '-', as topics have."
  }
}

variable "triton" {
  description = "Endpoints of Triton's gRPC, host:port[,host:port]; needed by all routers but light."
  type        = string
  default     = null

  validation {
    condition     = var.triton == null || can(regex("^((([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+\\]):[0-9]{1,5}(,([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+\\]):[0-9]{1,5})*)?)$", var.triton))
    error_message = "triton must be host:port[,host:port]."
  }
}

variable "warm_up_from" {
  description = "What a new deployment fills its state from before it answers: earliest, what the input topics hold already; or a file in the form of a replay, on any Beam file system, after whose last row the topics go on; empty: nothing."
  type        = string
  default     = null
}

variable "warm_up_until" {
  description = "With warmUpFrom: where history ends, which the launcher finds out when it submits a new deployment, and which stays as it is in every restart of it. With earliest the first offset that is answered of each partition, such as transactions=120,98/labels=7,0; with a file the time of its last row, such as 2018-04-30T23:59:58Z."
  type        = string
  default     = null

  validation {
    condition     = var.warm_up_until == null || can(regex("^(([A-Za-z0-9._-]{1,249}=[0-9]{1,19}(,[0-9]{1,19})*(/[A-Za-z0-9._-]{1,249}=[0-9]{1,19}(,[0-9]{1,19})*)*|[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]{5,18}Z)?)$", var.warm_up_until))
    error_message = "warm_up_until must be offsets such as transactions=120,98/labels=7,0 or a time such as 2018-04-30T23:59:58Z."
  }
}

variable "watermark_from" {
  description = "RECORDS: only records move the watermark, and the end record ends the run; CLOCK: a caught-up partition follows the clock, for topics that others write. Default: RECORDS."
  type        = string
  default     = null

  validation {
    condition     = var.watermark_from == null || can(regex("^(RECORDS|CLOCK)$", var.watermark_from))
    error_message = "watermark_from must be RECORDS, CLOCK."
  }
}
