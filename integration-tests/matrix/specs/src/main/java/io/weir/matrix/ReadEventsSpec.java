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
package io.weir.matrix;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import com.google.protobuf.InvalidProtocolBufferException;
import io.weir.harness.Cell;
import io.weir.harness.Outputs;
import io.weir.harness.RunnerMatrix;
import io.weir.harness.sink.Canonical;
import io.weir.proto.v1.DeadLetter;
import io.weir.streams.LateRecords;
import io.weir.streams.ReadEvents;
import io.weir.streams.WriteDeadLetters;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.Test;
import org.junit.runner.RunWith;

/** Every record is one event, or one dead letter of its own reason, or carries time. */
@RunWith(RunnerMatrix.class)
@Covers({ReadEvents.class, WriteDeadLetters.class})
public final class ReadEventsSpec {
  private static final Canonical<String> EVENTS =
      (event, fields) -> {
        String[] parts = event.split(" ", -1);
        fields.key(parts[0]).add("time", parts[1]).add("late", parts[2]).add("offset", parts[3]);
      };

  private static final Canonical<ProducerRecord<byte[], byte[]>> DEAD_LETTERS =
      (record, fields) -> {
        DeadLetter letter = deadLetter(record);
        fields
            .key(record.key() == null ? "" : new String(record.key(), UTF_8))
            .add("reason", letter.getReason().toString())
            .add("offset", letter.getRecord().getOffset());
      };

  @Test
  public void whatIsNoEventOnTimeIsADeadLetter(Cell cell) throws Exception {
    check(run(cell, LateRecords.DEAD_LETTER), false);
  }

  @Test
  public void whatIsLateIsAnsweredWhereThatIsAsked(Cell cell) throws Exception {
    check(run(cell, LateRecords.ANSWER), true);
  }

  private static void check(Outputs outputs, boolean lateAnswered) {
    assertThat(outputs.lines("events"), is(Clicks.events(lateAnswered)));
    assertThat(outputs.lines("dead-letters"), is(Clicks.deadLetters(lateAnswered)));
  }

  private static Outputs run(Cell cell, LateRecords lateRecords) throws Exception {
    return cell.job()
        .source(Clicks.TOPIC, Clicks.script())
        .sink("events", EVENTS)
        .sink("dead-letters", DEAD_LETTERS)
        .balanced(Clicks.TOPIC, "events", "dead-letters")
        .dropped(Clicks.controls())
        .run(
            (pipeline, ends) -> {
              ReadEvents.Result<String> read =
                  pipeline.apply(
                      "read",
                      ReadEvents.from(Clicks.TOPIC, new Clicks.Format())
                          .into(
                              event ->
                                  event.origin().getKey().toStringUtf8()
                                      + " "
                                      + event.message()
                                      + " "
                                      + event.late()
                                      + " "
                                      + event.origin().getOffset(),
                              StringUtf8Coder.of())
                          .lateRecords(lateRecords)
                          .recordsFrom(ends.source(Clicks.TOPIC)));
              read.events().apply("events", ends.sink("events"));
              read.deadLetters()
                  .apply(
                      "dead letters",
                      WriteDeadLetters.to("dead-letters", ends.sink("dead-letters")));
            });
  }

  private static DeadLetter deadLetter(ProducerRecord<byte[], byte[]> record) {
    try {
      return DeadLetter.parseFrom(record.value());
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("the record is no dead letter", e);
    }
  }
}
