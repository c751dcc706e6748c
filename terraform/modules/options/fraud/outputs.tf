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
}
