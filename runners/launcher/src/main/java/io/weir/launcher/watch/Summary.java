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

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The figures of a run. What each means is written at its accessor. Immutable. */
public final class Summary {
  private static final ObjectMapper JSON = new ObjectMapper();

  final long in;
  final long out;
  final long duplicates;
  final long deadLetters;
  final long labelDeadLetters;
  final long review;
  final long block;
  final long missing;
  final Map<String, Long> lanes;
  final @Nullable Long p50Millis;
  final @Nullable Long p99Millis;
  final double eventsPerSecond;
  final WarmUpFigures warmUp;

  Summary(Ledger ledger, Latencies latencies, double eventsPerSecond, WarmUpFigures warmUp) {
    this.in = ledger.in();
    this.out = ledger.out();
    this.duplicates = ledger.duplicates();
    this.deadLetters = ledger.deadLetters();
    this.labelDeadLetters = ledger.otherDeadLetters();
    this.review = ledger.decided("review");
    this.block = ledger.decided("block");
    this.missing = ledger.missing();
    this.lanes = Collections.unmodifiableMap(new LinkedHashMap<>(ledger.lanes()));
    this.p50Millis = latencies.percentile(50);
    this.p99Millis = latencies.percentile(99);
    this.eventsPerSecond = eventsPerSecond;
    this.warmUp = warmUp;
  }

  /** Records of the primary input, less control records and repeats. */
  public long in() {
    return in;
  }

  /** Distinct event ids on the actions topic. */
  public long out() {
    return out;
  }

  /** Records of the primary input whose event id had come before, and that are no dead letters. */
  public long duplicates() {
    return duplicates;
  }

  /** Records of the primary input that are dead letters; each counts once. */
  public long deadLetters() {
    return deadLetters;
  }

  /** Records of the other inputs that are dead letters; each counts once. */
  public long labelDeadLetters() {
    return labelDeadLetters;
  }

  /** Event ids whose first action says {@code review}. */
  public long review() {
    return review;
  }

  /** Event ids whose first action says {@code block}. */
  public long block() {
    return block;
  }

  /** First actions by who gave the answer; only lanes that answered. */
  public Map<String, Long> lanes() {
    return lanes;
  }

  /**
   * Half of the first actions were in Kafka within so many milliseconds of their event; null where
   * a topic's timestamps are not append times, or nothing is answered.
   */
  public @Nullable Long p50Millis() {
    return p50Millis;
  }

  /** Like {@link #p50Millis}, for 99 of 100. */
  public @Nullable Long p99Millis() {
    return p99Millis;
  }

  /** First actions by the seconds from the first event in Kafka to the last action. */
  public double eventsPerSecond() {
    return eventsPerSecond;
  }

  /** Records of the primary input, repeats not counted, that are neither answered nor dead. */
  public long missing() {
    return missing;
  }

  /** How many events of history there were; null where the run has none. */
  public @Nullable Long history() {
    return warmUp.history;
  }

  /**
   * How long it took from the start of the run to the first answer, which only comes when all
   * history has been read; null before, and where the run has none.
   */
  public @Nullable Long liveAfterMillis() {
    return warmUp.liveAfterMillis;
  }

  /** Whether there is history, and no answer yet. */
  public boolean warmingUp() {
    return warmUp.history != null && warmUp.liveAfterMillis == null;
  }

  /** Whether everything that was read is answered or a dead letter, and nothing else is. */
  public boolean complete() {
    return missing == 0 && in == out + deadLetters;
  }

  /** One line of JSON, the fields of the command line's summary in their order. */
  public String toJson() {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("in", in);
    fields.put("out", out);
    fields.put("duplicates", duplicates);
    fields.put("dead_letters", deadLetters);
    fields.put("label_dead_letters", labelDeadLetters);
    fields.put("review", review);
    fields.put("block", block);
    fields.put("lanes", lanes);
    fields.put("p50_ms", p50Millis);
    fields.put("p99_ms", p99Millis);
    fields.put("events_per_second", Math.round(eventsPerSecond * 10) / 10.0);
    if (warmUp.history != null) {
      fields.put("history", warmUp.history);
      fields.put("live_after_ms", warmUp.liveAfterMillis);
    }
    try {
      return JSON.writeValueAsString(fields);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public String toString() {
    return toJson();
  }
}
