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
package io.weir.launcher.watch;

import static com.google.common.base.Preconditions.checkState;
import static java.util.Objects.requireNonNull;

import io.weir.launcher.history.HistoryEnd;
import io.weir.launcher.kafka.KafkaConnection;
import io.weir.pipelines.Application;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Reads an application's topics from their beginning, in a thread of its own, and knows what is
 * answered.
 *
 * <pre>{@code
 * try (Watcher watcher = Watcher.of(application).on(bootstrapServers, "").start()) {
 *   ...
 *   watcher.drain(Duration.ofSeconds(30));
 *   assertThat(watcher.summary().complete(), is(true));
 * }
 * }</pre>
 *
 * <p>Memory: what is not answered is kept; of the rest the last 2^20 event ids and the last 2^20
 * dead letters are remembered as fingerprints, at most 80 MiB. A repeat that comes later than that
 * counts as a new event.
 */
public final class Watcher implements AutoCloseable {
  private static final Duration CLOSING_PATIENCE = Duration.ofSeconds(10);

  private final CountDownLatch ended = new CountDownLatch(1);
  private final Observed observed;
  private final ReadLoop loop;
  private final @Nullable ActionFile file;
  private final Thread thread;
  private volatile @Nullable Throwable failure;

  private Watcher(Observed observed, ReadLoop loop, @Nullable ActionFile file) {
    this.observed = observed;
    this.loop = loop;
    this.file = file;
    this.thread = new Thread(this::run, "weir-watcher");
    thread.setDaemon(true);
  }

  /** Starts to describe a watcher of an application's topics. */
  public static Builder of(Application application) {
    return new Builder(application);
  }

  private void run() {
    try (ActionFile closing = file) {
      loop.run();
    } catch (Exception | LinkageError e) {
      if (!loop.stopped()) {
        failure = e;
      }
    } finally {
      ended.countDown();
    }
  }

  /** The figures so far. */
  public Summary summary() {
    return observed.summary();
  }

  /** What a person wants to see now. */
  public Snapshot snapshot() {
    return observed.snapshot();
  }

  /** Some of the event ids that are neither answered nor dead letters, at most so many. */
  public List<String> someMissing(int most) {
    return observed.someMissing(most);
  }

  /** Changes whenever an event, an action or a dead letter was read. */
  public long progress() {
    return observed.progress();
  }

  /** What stopped it, if anything did. */
  public @Nullable Throwable failure() {
    return failure;
  }

  /**
   * Reads everything that the topics hold at the time of this call.
   *
   * @return whether that was done within the time, without a failure
   */
  public boolean drain(Duration patience) throws InterruptedException {
    CountDownLatch done = loop.requestDrain();
    long deadline = System.nanoTime() + patience.toNanos();
    while (!done.await(20, TimeUnit.MILLISECONDS)) {
      if (ended.getCount() == 0 || System.nanoTime() - deadline > 0) {
        return false;
      }
    }
    return true;
  }

  /** Stops reading and closes the file of actions. Waits up to 10 seconds. */
  @Override
  public void close() {
    loop.stop();
    try {
      ended.await(CLOSING_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Describes a {@link Watcher}. */
  public static final class Builder {
    private final Application application;
    private @Nullable KafkaConnection kafka;
    private String topicPrefix = "";
    private boolean appendTimes = true;
    private @Nullable Path output;
    private @Nullable HistoryEnd history;

    private Builder(Application application) {
      this.application = requireNonNull(application, "application");
    }

    /** Like {@link #on(KafkaConnection, String)}, where the Kafka asks for nothing more. */
    public Builder on(String bootstrapServers, String topicPrefix) {
      return on(KafkaConnection.to(bootstrapServers), topicPrefix);
    }

    /**
     * Where the topics are. They must exist.
     *
     * @param topicPrefix stands before every name of the manifest, may be empty
     */
    public Builder on(KafkaConnection where, String topicPrefix) {
      this.kafka = requireNonNull(where, "where");
      this.topicPrefix = requireNonNull(topicPrefix, "topicPrefix");
      return this;
    }

    /** Whether the topics' timestamps are append times; if not, no latency is measured. */
    public Builder appendTimes(boolean appendTimes) {
      this.appendTimes = appendTimes;
      return this;
    }

    /** Writes every action to a file, as lines of JSON; replaces what is there. */
    public Builder output(Path file) {
      this.output = requireNonNull(file, "file");
      return this;
    }

    /**
     * Some of the primary input is history, which is counted apart and answered by nobody. What the
     * other topics hold when this starts is of before, and not looked at.
     */
    public Builder history(HistoryEnd end) {
      this.history = requireNonNull(end, "end");
      return this;
    }

    /**
     * Starts to read.
     *
     * @throws IOException if the file cannot be written
     */
    public Watcher start() throws IOException {
      KafkaConnection where = kafka;
      checkState(where != null, "where the topics are is not set");
      ActionFile file = output == null ? null : ActionFile.create(output);
      HistoryTally tally =
          history == null
              ? HistoryTally.none()
              : HistoryTally.of(history, application.topics(), where, topicPrefix);
      Observed observed = new Observed(application, topicPrefix, appendTimes, file, tally);
      Watcher watcher = new Watcher(observed, new ReadLoop(observed, where), file);
      watcher.thread.start();
      return watcher;
    }
  }
}
