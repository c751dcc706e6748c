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
package io.weir.launcher.history;

import io.weir.launcher.kafka.KafkaConnection;
import io.weir.pipelines.Application;
import io.weir.pipelines.Durations;
import io.weir.pipelines.InvalidSettingException;
import io.weir.pipelines.Topic;
import io.weir.pipelines.WarmUp;
import io.weir.pipelines.WarmUpOptions;
import io.weir.pipelines.WeirOptions;
import io.weir.streams.History;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * The end of the history that {@code --warm-up-from} names. Whoever submits a new deployment fixes
 * it, once, and it becomes an option of the pipeline: what is history must not depend on when the
 * pipeline is started again.
 */
public final class HistoryEnd {
  private final String description;
  private final History primary;
  private final long rows;
  private final Set<String> lastIds;

  private HistoryEnd(String description, History primary, long rows, Set<String> lastIds) {
    this.description = description;
    this.primary = primary;
    this.rows = rows;
    this.lastIds = lastIds;
  }

  /**
   * Finds out where history ends and writes it into the options, unless they say it already. The
   * topics are asked, or the file is read once. Of a file, they must say what it says itself.
   *
   * @return null where the options name no history
   * @throws InvalidSettingException if there is no such history, or if the file ends elsewhere: one
   *     line
   */
  public static @Nullable HistoryEnd fix(Application application, WeirOptions options) {
    WarmUpOptions warmUp = options.as(WarmUpOptions.class);
    String from = warmUp.getWarmUpFrom();
    if (from.isEmpty()) {
      return null;
    }
    return from.equals(WarmUp.EARLIEST)
        ? ofTopics(application, options, warmUp)
        : ofFile(application, options, warmUp);
  }

  private static HistoryEnd ofTopics(
      Application application, WeirOptions options, WarmUpOptions warmUp) {
    if (warmUp.getWarmUpUntil().isEmpty()) {
      TreeMap<String, List<Long>> ends = new TreeMap<>();
      try (TopicEnds topics = TopicEnds.on(KafkaConnection.of(options))) {
        application
            .topics()
            .inputs()
            .forEach(
                topic ->
                    ends.put(
                        topic.name(), topics.afterLast(options.getTopicPrefix() + topic.name())));
      }
      warmUp.setWarmUpUntil(WarmUp.until(ends));
    }
    return new HistoryEnd(
        "what the topics hold, up to " + warmUp.getWarmUpUntil(),
        primary(application, options, warmUp),
        0,
        Set.of());
  }

  private static HistoryEnd ofFile(
      Application application, WeirOptions options, WarmUpOptions warmUp) {
    String file = place(warmUp.getWarmUpFrom(), options);
    Duration outOfOrder =
        Durations.notNegative("maxOutOfOrderness", options.getMaxOutOfOrderness());
    FileRows rows = FileRows.read(application, file, outOfOrder.toMillis());
    warmUp.setWarmUpFrom(file);
    String until = WarmUp.until(rows.lastMillis());
    if (warmUp.getWarmUpUntil().isEmpty()) {
      warmUp.setWarmUpUntil(until);
    } else if (WarmUp.of(warmUp).lastMillis() != rows.lastMillis()) {
      throw new InvalidSettingException(
          "--warm-up-until is "
              + warmUp.getWarmUpUntil()
              + ", must be the time of the last row of "
              + file
              + ", which is "
              + until);
    }
    return new HistoryEnd(
        String.format(
            Locale.ROOT,
            "%,d rows of %s, the last at %s%s",
            rows.readable(),
            file,
            Instant.ofEpochMilli(rows.lastMillis()),
            rows.unreadable() == 0
                ? ""
                : String.format(Locale.ROOT, "; %,d cannot be read", rows.unreadable())),
        primary(application, options, warmUp),
        rows.readable(),
        rows.lastIds());
  }

  /**
   * Where history is, by the name by which workers find it that run in another folder.
   *
   * @param from as {@code --warm-up-from} has it
   */
  public static String place(String from, WeirOptions options) {
    if (from.isEmpty() || from.equals(WarmUp.EARLIEST)) {
      return from;
    }
    FileSystems.setDefaultPipelineOptions(options);
    try {
      return FileSystems.matchSingleFileSpec(from).resourceId().toString();
    } catch (IOException | IllegalArgumentException e) {
      return from; // What is wrong with it, reading it says better.
    }
  }

  private static History primary(
      Application application, WeirOptions options, WarmUpOptions warmUp) {
    return WarmUp.of(warmUp)
        .history(
            application.topics().only(Topic.Role.PRIMARY_INPUT).name(),
            Durations.notNegative("maxOutOfOrderness", options.getMaxOutOfOrderness()));
  }

  /** What history there is, for a person. */
  public String description() {
    return description;
  }

  /** How many events it has that are in no topic. */
  public long rows() {
    return rows;
  }

  /**
   * Whether a record of the primary input is history, or the repeat of an event that is.
   *
   * @param eventId null where it has none that can be read
   */
  public boolean holds(ConsumerRecord<byte[], byte[]> record, @Nullable String eventId) {
    return primary.holds(record.partition(), record.offset(), record.headers())
        || (eventId != null && lastIds.contains(eventId));
  }
}
