# Written from the pipeline's options in Java; do not change it by hand.

output "arguments" {
  description = "The options that are set, and not to nothing, by the names that a job of fraud has for them."
  value = {
    for name, value in {
      arrival           = var.arrival
      band              = var.band
      batchWait         = var.batch_wait
      bootstrapServers  = var.bootstrap_servers
      canaryShare       = var.canary_share
      consumerGroup     = var.consumer_group
      deduplicateWithin = var.deduplicate_within
      heavyBatch        = var.heavy_batch
      heavyBatchLatency = var.heavy_batch_latency
      heavyDeadline     = var.heavy_deadline
      heavyHedgeAfter   = var.heavy_hedge_after
      heavyPatience     = var.heavy_patience
      heavyQueuedRows   = var.heavy_queued_rows
      kafkaSettings     = var.kafka_settings
      maxOutOfOrderness = var.max_out_of_orderness
      model             = var.model
      modelRefresh      = var.model_refresh
      modelTopic        = var.model_topic
      onHeavyFailure    = var.on_heavy_failure
      profile           = var.profile
      router            = var.router
      topicPrefix       = var.topic_prefix
      triton            = var.triton
      warmUpFrom        = var.warm_up_from
      warmUpUntil       = var.warm_up_until
      watermarkFrom     = var.watermark_from
    } : name => tostring(value) if value != null && value != ""
  }

  precondition {
    condition     = (try(length(var.warm_up_from), 0) == 0) == (try(length(var.warm_up_until), 0) == 0)
    error_message = "warm_up_from and warm_up_until must both be set, or neither."
  }
}

output "read_topics" {
  description = "The topics that fraud reads, without a prefix."
  value = [
    "transactions",
    "labels",
  ]
}

output "topics" {
  description = "The topics of fraud as its manifest has them, without a prefix."
  value = [
    { name = "transactions", role = "PRIMARY_INPUT", key = "card_id", partitions = 2, retention = "P7D", cleanup = "delete" },
    { name = "labels", role = "INPUT", key = "terminal_id", partitions = 2, retention = "P7D", cleanup = "delete" },
    { name = "actions", role = "ACTIONS", key = "card_id", partitions = 2, retention = "P7D", cleanup = "delete" },
    { name = "dead-letters", role = "DEAD_LETTERS", key = "the record's own", partitions = 1, retention = "P30D", cleanup = "delete" },
  ]
}

output "write_topics" {
  description = "The topics that fraud writes, without a prefix."
  value = [
    "actions",
    "dead-letters",
  ]
}
