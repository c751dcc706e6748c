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

package io.weir.streams;

import io.weir.proto.v1.DeadLetter;
import io.weir.proto.v1.Reason;
import io.weir.proto.v1.Stage;
import org.apache.beam.sdk.io.kafka.KafkaRecord;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.beam.sdk.values.TupleTag;
import org.joda.time.Instant;

/**
 * Sends each record to exactly one place: an event to the main output, a dead letter to the other,
 * a control record nowhere, and nowhere what of history cannot be an event. Whether an event is
 * late it tells from the timestamp that the policy gave the element, so it needs no watermark of
 * its own.
 */
final class DecodeFn<T, OutT> extends DoFn<KafkaRecord<byte[], Decoded<T>>, OutT> {
  private static final long serialVersionUID = 1L;

  private static final String METRICS = "weir.streams";

  private final SerializableFunction<Event<T>, OutT> mapper;
  private final LateRecords lateRecords;
  private final History history;
  private final TupleTag<DeadLetter> deadLetters;

  private final Counter eventCounter = Metrics.counter(METRICS, "events");
  private final Counter lateCounter = Metrics.counter(METRICS, "late");
  private final Counter deadLetterCounter = Metrics.counter(METRICS, "dead_letters");
  private final Counter historyDeadLetterCounter = Metrics.counter(METRICS, "history_dead_letters");
  private final Counter controlCounter = Metrics.counter(METRICS, "control_records");

  // Of the open bundle: a metric costs more than the rest of the work on a record.
  private transient long events;
  private transient long late;
  private transient long rejected;
  private transient long rejectedHistory;
  private transient long controls;

  DecodeFn(
      SerializableFunction<Event<T>, OutT> mapper,
      LateRecords lateRecords,
      History history,
      TupleTag<DeadLetter> deadLetters) {
    this.mapper = mapper;
    this.lateRecords = lateRecords;
    this.history = history;
    this.deadLetters = deadLetters;
  }

  @StartBundle
  public void startBundle() {
    events = 0;
    late = 0;
    rejected = 0;
    rejectedHistory = 0;
    controls = 0;
  }

  @ProcessElement
  public void processElement(
      @Element KafkaRecord<byte[], Decoded<T>> record,
      @Timestamp Instant timestamp,
      OutputReceiver<OutT> output,
      MultiOutputReceiver outputs) {
    Verdict verdict = RecordCheck.check(record);
    switch (verdict.kind()) {
      case EVENT:
        boolean isLate =
            timestamp.getMillis() != verdict.timeMillis()
                && !timestamp.equals(HistoryProgress.READING);
        if (isLate) {
          late++;
        }
        if (isLate && isAnswerless(timestamp)) {
          reject(record, Stage.ORDER, Reason.LATE, outputs);
        } else {
          events++;
          output.output(mapper.apply(new Event<>(record, isLate, history.holds(record))));
        }
        return;
      case CONTROL:
        controls++;
        return;
      case REJECTED:
        reject(record, verdict.stage(), verdict.reason(), outputs);
        return;
    }
    throw new AssertionError(verdict.kind());
  }

  /** After the end of time no window takes an element, so nobody could answer it any more. */
  private boolean isAnswerless(Instant timestamp) {
    return lateRecords == LateRecords.DEAD_LETTER
        || timestamp.getMillis() >= RecordCheck.LAST_MILLIS;
  }

  private void reject(
      KafkaRecord<byte[], Decoded<T>> record,
      Stage stage,
      Reason reason,
      MultiOutputReceiver outputs) {
    if (history.holds(record)) {
      rejectedHistory++;
      return;
    }
    rejected++;
    outputs
        .get(deadLetters)
        .output(
            DeadLetters.of(
                SourceRecords.of(record), stage, reason, RecordCheck.describe(record, reason), 1));
  }

  @FinishBundle
  public void finishBundle() {
    increment(eventCounter, events);
    increment(lateCounter, late);
    increment(deadLetterCounter, rejected);
    increment(historyDeadLetterCounter, rejectedHistory);
    increment(controlCounter, controls);
  }

  private static void increment(Counter counter, long by) {
    if (by > 0) {
      counter.inc(by);
    }
  }
}
