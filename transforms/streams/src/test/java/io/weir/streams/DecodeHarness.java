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
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.io.kafka.KafkaRecord;
import org.apache.beam.sdk.transforms.DoFn.MultiOutputReceiver;
import org.apache.beam.sdk.transforms.DoFn.OutputReceiver;
import org.apache.beam.sdk.values.OutputBuilder;
import org.apache.beam.sdk.values.Row;
import org.apache.beam.sdk.values.TupleTag;
import org.joda.time.Instant;

/** Runs {@link DecodeFn} without a runner. */
final class DecodeHarness implements MultiOutputReceiver {
  static final String HISTORY = "history";

  private final Outputs<String> events = new Outputs<>();
  private final Outputs<DeadLetter> deadLetters = new Outputs<>();
  private final DecodeFn<String, String> decode;

  DecodeHarness(LateRecords lateRecords) {
    this(lateRecords, History.none());
  }

  DecodeHarness(LateRecords lateRecords, History history) {
    decode =
        new DecodeFn<>(
            event -> event.history() ? HISTORY : event.late() ? Partition.LATE : Partition.EVENT,
            lateRecords,
            history,
            new TupleTag<>("deadLetters"));
    decode.startBundle();
  }

  /** Returns event, history, late, control (or nothing), or the reason of the dead letter. */
  String fate(KafkaRecord<byte[], Decoded<String>> record, Instant timestamp) {
    events.values.clear();
    deadLetters.values.clear();
    decode.processElement(record, timestamp, events, this);
    int outputs = events.values.size() + deadLetters.values.size();
    if (outputs > 1) {
      throw new AssertionError("one record must have one output, but has " + outputs);
    }
    if (!events.values.isEmpty()) {
      return events.values.get(0);
    }
    return deadLetters.values.isEmpty()
        ? Partition.CONTROL
        : deadLetters.values.get(0).getReason().name();
  }

  @Override
  @SuppressWarnings("unchecked") // The only side output.
  public <T> OutputReceiver<T> get(TupleTag<T> tag) {
    return (OutputReceiver<T>) deadLetters;
  }

  @Override
  public <T> OutputReceiver<Row> getRowReceiver(TupleTag<T> tag) {
    throw new UnsupportedOperationException("rows");
  }

  private static final class Outputs<T> implements OutputReceiver<T> {
    private final List<T> values = new ArrayList<>();

    @Override
    public void output(T value) {
      values.add(value);
    }

    @Override
    public OutputBuilder<T> builder(T value) {
      throw new UnsupportedOperationException("an element keeps its timestamp and window");
    }
  }
}
