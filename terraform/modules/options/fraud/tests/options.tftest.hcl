# Written from the pipeline's options in Java; do not change it by hand.

run "nothing_is_set_unless_it_is_said" {
  command = plan

  assert {
    condition     = length(output.arguments) == 0
    error_message = "An option is set that nobody gave."
  }
}

run "the_defaults_are_right" {
  command = plan

  variables {
    arrival              = "ON_ARRIVAL"
    bootstrap_servers    = "localhost:9092"
    canary_share         = "0.05"
    deduplicate_within   = "P1D"
    heavy_deadline       = "PT1S"
    heavy_patience       = "PT15M"
    max_out_of_orderness = "PT1M"
    model                = "default"
    on_heavy_failure     = "fall-back"
    profile              = "latency"
    router               = "light"
    watermark_from       = "RECORDS"
  }

  assert {
    condition     = length(output.arguments) == 12
    error_message = "An option is lost on its way."
  }
}

run "every_topic_is_read_or_written" {
  command = plan

  assert {
    condition     = sort(concat(output.read_topics, output.write_topics)) == sort(output.topics[*].name)
    error_message = "A topic is neither read nor written, or both."
  }
}

run "arrival_is_checked" {
  command = plan

  variables {
    arrival = "not allowed"
  }

  expect_failures = [var.arrival]
}

run "band_is_checked" {
  command = plan

  variables {
    band = "not allowed"
  }

  expect_failures = [var.band]
}

run "batch_wait_is_checked" {
  command = plan

  variables {
    batch_wait = "not allowed"
  }

  expect_failures = [var.batch_wait]
}

run "bootstrap_servers_is_checked" {
  command = plan

  variables {
    bootstrap_servers = "not allowed"
  }

  expect_failures = [var.bootstrap_servers]
}

run "consumer_group_is_checked" {
  command = plan

  variables {
    consumer_group = "not allowed"
  }

  expect_failures = [var.consumer_group]
}

run "deduplicate_within_is_checked" {
  command = plan

  variables {
    deduplicate_within = "not allowed"
  }

  expect_failures = [var.deduplicate_within]
}

run "heavy_batch_is_checked" {
  command = plan

  variables {
    heavy_batch = "not allowed"
  }

  expect_failures = [var.heavy_batch]
}

run "heavy_batch_latency_is_checked" {
  command = plan

  variables {
    heavy_batch_latency = "not allowed"
  }

  expect_failures = [var.heavy_batch_latency]
}

run "heavy_deadline_is_checked" {
  command = plan

  variables {
    heavy_deadline = "not allowed"
  }

  expect_failures = [var.heavy_deadline]
}

run "heavy_hedge_after_is_checked" {
  command = plan

  variables {
    heavy_hedge_after = "not allowed"
  }

  expect_failures = [var.heavy_hedge_after]
}

run "heavy_patience_is_checked" {
  command = plan

  variables {
    heavy_patience = "not allowed"
  }

  expect_failures = [var.heavy_patience]
}

run "heavy_queued_rows_is_checked" {
  command = plan

  variables {
    heavy_queued_rows = "not allowed"
  }

  expect_failures = [var.heavy_queued_rows]
}

run "max_out_of_orderness_is_checked" {
  command = plan

  variables {
    max_out_of_orderness = "not allowed"
  }

  expect_failures = [var.max_out_of_orderness]
}

run "model_refresh_is_checked" {
  command = plan

  variables {
    model_refresh = "not allowed"
  }

  expect_failures = [var.model_refresh]
}

run "model_topic_is_checked" {
  command = plan

  variables {
    model_topic = "not allowed"
  }

  expect_failures = [var.model_topic]
}

run "on_heavy_failure_is_checked" {
  command = plan

  variables {
    on_heavy_failure = "not allowed"
  }

  expect_failures = [var.on_heavy_failure]
}

run "profile_is_checked" {
  command = plan

  variables {
    profile = "not allowed"
  }

  expect_failures = [var.profile]
}

run "topic_prefix_is_checked" {
  command = plan

  variables {
    topic_prefix = "not allowed"
  }

  expect_failures = [var.topic_prefix]
}

run "triton_is_checked" {
  command = plan

  variables {
    triton = "not allowed"
  }

  expect_failures = [var.triton]
}

run "warm_up_until_is_checked" {
  command = plan

  variables {
    warm_up_until = "not allowed"
  }

  expect_failures = [var.warm_up_until]
}

run "watermark_from_is_checked" {
  command = plan

  variables {
    watermark_from = "not allowed"
  }

  expect_failures = [var.watermark_from]
}

run "warm_up_from_is_not_set_alone" {
  command = plan

  variables {
    warm_up_from = "anything"
  }

  expect_failures = [output.arguments]
}
