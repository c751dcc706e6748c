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

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkState;
import static java.util.Objects.requireNonNull;

import io.weir.launcher.kafka.KafkaConnection;
import io.weir.pipelines.EventSource;
import io.weir.pipelines.TopicManifest;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes an {@link EventSource} to Kafka in a thread of its own.
 *
 * <ul>
 *   <li>Each record has the header {@code event_time}, its source time. Its key chooses the
 *       partition, as Kafka's default partitioner does.
 *   <li>At least each hour of source time every partition of every input topic gets a control
 *       record, before any record of that or a later time.
 *   <li>After the source's end every partition gets the end-of-time record.
 *   <li>Each record is written once, in order, also through an outage of the broker of up to 10
 *       minutes.
 * </ul>
 *
 * <pre>{@code
 * Feeder feeder = Feeder.of(source, manifest).to(bootstrapServers, "").rate(400).start();
 * }</pre>
 */
public final class Feeder implements AutoCloseable {
  private static final Duration CLOSING_PATIENCE = Duration.ofSeconds(10);

  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread thread;
  private final FeedLoop loop;
  private volatile @Nullable Throwable failure;

  private Feeder(FeedLoop loop) {
    this.loop = loop;
    this.thread = new Thread(this::run, "weir-feeder");
    thread.setDaemon(true);
  }

  /** Starts to describe a feeder of one source, which the feeder closes. */
  public static Builder of(EventSource source, TopicManifest manifest) {
    return new Builder(source, manifest);
  }

  private void run() {
    try {
      loop.run();
    } catch (Exception | LinkageError e) {
      if (!loop.stopped()) {
        failure = e;
      }
    } finally {
      ended.countDown();
    }
  }

  /** How many primary events Kafka has taken. */
  public long primaryEvents() {
    return loop.primaryEvents();
  }

  /** Whether the source is at its end and every record, the last ones too, is in Kafka. */
  public boolean finished() {
    return ended.getCount() == 0 && failure == null && !loop.stopped();
  }

  /** What stopped it before the end, if anything did. */
  public @Nullable Throwable failure() {
    return failure;
  }

  /**
   * Waits until everything is written.
   *
   * @return whether it is, within that time and without a failure
   */
  public boolean awaitEnd(Duration patience) throws InterruptedException {
    return ended.await(patience.toMillis(), TimeUnit.MILLISECONDS) && finished();
  }

  /** Stops it where it is, and closes the source. Waits up to 10 seconds. */
  @Override
  public void close() {
    loop.stop();
    thread.interrupt();
    try {
      ended.await(CLOSING_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Describes a {@link Feeder}. */
  public static final class Builder {
    private final EventSource source;
    private final TopicManifest manifest;
    private @Nullable KafkaConnection kafka;
    private String topicPrefix = "";
    private double rate;
    private @Nullable BooleanSupplier ready;

    private Builder(EventSource source, TopicManifest manifest) {
      this.source = requireNonNull(source, "source");
      this.manifest = requireNonNull(manifest, "manifest");
    }

    /** Like {@link #to(KafkaConnection, String)}, where the Kafka asks for nothing more. */
    public Builder to(String bootstrapServers, String topicPrefix) {
      return to(KafkaConnection.to(bootstrapServers), topicPrefix);
    }

    /**
     * Where to write.
     *
     * @param topicPrefix stands before every name of the manifest, may be empty
     */
    public Builder to(KafkaConnection where, String topicPrefix) {
      this.kafka = requireNonNull(where, "where");
      this.topicPrefix = requireNonNull(topicPrefix, "topicPrefix");
      return this;
    }

    /**
     * How many primary events a second; 0, the default, is as fast as possible.
     *
     * @throws IllegalArgumentException if it is negative or not finite
     */
    public Builder rate(double eventsPerSecond) {
      checkArgument(
          eventsPerSecond >= 0 && !Double.isInfinite(eventsPerSecond),
          "rate is %s, must be 0 or more events per second",
          eventsPerSecond);
      this.rate = eventsPerSecond;
      return this;
    }

    /**
     * Writes the first primary event and then waits, at most 30 seconds, so that what follows
     * measures the reader and not its start.
     *
     * @param ready asked often
     */
    public Builder holdAfterFirstUntil(BooleanSupplier ready) {
      this.ready = requireNonNull(ready, "ready");
      return this;
    }

    /** Starts to write. */
    public Feeder start() {
      KafkaConnection where = kafka;
      checkState(where != null, "where to write is not set");
      Feeder feeder = new Feeder(new FeedLoop(source, manifest, where, topicPrefix, rate, ready));
      feeder.thread.start();
      return feeder;
    }
  }
}
