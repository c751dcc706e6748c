/*
 * Copyright 2026 The Weir Authors
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except
 * in compliance with the License. You may obtain a copy of the License at
 *
 *     https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software distributed under the License
 * is distributed on an "AS IS" BASIS, WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express
 * or implied. See the License for the specific language governing permissions and limitations under
 * the License.
 */
package io.weir.launcher.feed;

import io.weir.launcher.kafka.KafkaConnection;
import io.weir.pipelines.EventSource;
import io.weir.pipelines.SourceEvent;
import io.weir.pipelines.TopicManifest;
import io.weir.streams.ControlRecords;
import io.weir.streams.RecordHeaders;
import io.weir.streams.WallClock;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.jspecify.annotations.Nullable;

/** The feeder's work, from the first record to the last. Run by one thread. */
final class FeedLoop {
  private static final long CONTROL_INTERVAL_MILLIS = Duration.ofHours(1).toMillis();
  private static final long FAR_FUTURE_MILLIS = Duration.ofDays(1).toMillis();

  private static final Duration READY_PATIENCE = Duration.ofSeconds(30);
  private static final long READY_LOOK_NANOS = Duration.ofMillis(20).toNanos();

  private final EventSource source;
  private final TopicManifest manifest;
  private final KafkaConnection kafka;
  private final String topicPrefix;
  private final double rate;
  private final @Nullable BooleanSupplier ready;
  private final AtomicLong primaryEvents = new AtomicLong();
  private final AtomicReference<@Nullable Exception> refused = new AtomicReference<>();
  private volatile boolean stopped;

  FeedLoop(
      EventSource source,
      TopicManifest manifest,
      KafkaConnection kafka,
      String topicPrefix,
      double rate,
      @Nullable BooleanSupplier ready) {
    this.source = source;
    this.manifest = manifest;
    this.kafka = kafka;
    this.topicPrefix = topicPrefix;
    this.rate = rate;
    this.ready = ready;
  }

  long primaryEvents() {
    return primaryEvents.get();
  }

  boolean stopped() {
    return stopped;
  }

  void stop() {
    stopped = true;
  }

  void run() throws IOException {
    try (EventSource events = source) {
      KafkaProducer<byte[], byte[]> producer = kafka.open(KafkaProducer::new, FeedSettings.all());
      try {
        feed(events, producer);
      } finally {
        producer.close(stopped ? Duration.ZERO : FeedSettings.CLOSING_PATIENCE);
      }
    }
  }

  private void feed(EventSource events, Producer<byte[], byte[]> producer) throws IOException {
    List<PartitionInfo> partitions =
        manifest.inputs().stream()
            .flatMap(topic -> producer.partitionsFor(topicPrefix + topic.name()).stream())
            .collect(Collectors.toUnmodifiableList());
    Pace pace = new Pace(rate, System.nanoTime());
    boolean held = ready == null;
    long controlDue = Long.MIN_VALUE;
    SourceEvent event = events.next();
    while (event != null && !stopped) {
      if (event.sourceTimeMillis() >= controlDue && !farFuture(event)) {
        control(producer, partitions, event.sourceTimeMillis());
        controlDue = event.sourceTimeMillis() + CONTROL_INTERVAL_MILLIS;
      }
      if (event.primary()) {
        await(pace.waitNanos(System.nanoTime()));
      }
      send(producer, event);
      throwIfRefused();
      if (event.primary() && !held) {
        producer.flush();
        awaitReady();
        held = true;
        pace = new Pace(rate, System.nanoTime());
      }
      event = events.next();
    }
    if (!stopped) {
      // Whoever sees the end on one partition may rely on everything before it on all of them.
      producer.flush();
      control(producer, partitions, RecordHeaders.END_OF_TIME_MILLIS);
      producer.flush();
      throwIfRefused();
    }
  }

  private void awaitReady() {
    long deadline = System.nanoTime() + READY_PATIENCE.toNanos();
    while (ready != null && !ready.getAsBoolean() && System.nanoTime() - deadline < 0 && !stopped) {
      LockSupport.parkNanos(READY_LOOK_NANOS);
    }
  }

  /**
   * Whether the pipeline will refuse the event as far in the future: such a time is a mistake, and
   * must not become that of the records after it.
   */
  private static boolean farFuture(SourceEvent event) {
    return event.sourceTimeMillis() > WallClock.millis() + FAR_FUTURE_MILLIS;
  }

  private void await(long nanos) {
    long deadline = System.nanoTime() + nanos;
    long left = nanos;
    while (left > 0 && !stopped) {
      LockSupport.parkNanos(left);
      left = deadline - System.nanoTime();
    }
  }

  private void control(
      Producer<byte[], byte[]> producer, List<PartitionInfo> partitions, long sourceTimeMillis) {
    for (PartitionInfo partition : partitions) {
      send(
          producer,
          ControlRecords.at(partition.topic(), partition.partition(), sourceTimeMillis),
          false);
    }
  }

  private void send(Producer<byte[], byte[]> producer, SourceEvent event) {
    ProducerRecord<byte[], byte[]> message =
        new ProducerRecord<>(topicPrefix + event.topic(), event.key(), event.value());
    message.headers().add(RecordHeaders.EVENT_TIME, RecordHeaders.encode(event.sourceTimeMillis()));
    send(producer, message, event.primary());
  }

  private void send(
      Producer<byte[], byte[]> producer, ProducerRecord<byte[], byte[]> message, boolean primary) {
    var unused =
        producer.send(
            message,
            (metadata, exception) -> {
              if (exception != null) {
                refused.compareAndSet(null, exception);
              } else if (primary) {
                primaryEvents.incrementAndGet();
              }
            });
  }

  private void throwIfRefused() throws IOException {
    Exception exception = refused.get();
    if (exception != null) {
      throw new IOException("Kafka did not take a record: " + exception.getMessage(), exception);
    }
  }
}
