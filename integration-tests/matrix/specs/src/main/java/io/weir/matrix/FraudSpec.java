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

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import com.google.protobuf.InvalidProtocolBufferException;
import io.weir.harness.Capability;
import io.weir.harness.Cell;
import io.weir.harness.Dimensions;
import io.weir.harness.Job;
import io.weir.harness.Needs;
import io.weir.harness.Outputs;
import io.weir.harness.RunnerMatrix;
import io.weir.harness.sink.Canonical;
import io.weir.pipelines.Application;
import io.weir.pipelines.WeirOptions;
import io.weir.pipelines.fraud.FraudApplication;
import io.weir.proto.fraud.v1.Action;
import io.weir.proto.v1.DeadLetter;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.Test;
import org.junit.runner.RunWith;

/** The fraud pipeline, whole: every payment is answered once, what cannot be read is kept. */
@RunWith(RunnerMatrix.class)
@Covers(FraudApplication.class)
@Needs({Capability.STATE, Capability.EVENT_TIME_TIMERS})
public final class FraudSpec {
  private static final Payments PAYMENTS = Payments.simulated();

  private static final Canonical<ProducerRecord<byte[], byte[]>> ACTIONS =
      (record, fields) -> {
        Action action = action(record);
        fields
            .key(action.getCardId())
            .add("event", action.getEventId())
            .add("decision", action.getDecision().toString())
            .add("score", action.getScore())
            .add("lane", action.getLane())
            .add("bytes", record.value());
      };

  private static final Canonical<ProducerRecord<byte[], byte[]>> DEAD_LETTERS =
      (record, fields) -> {
        DeadLetter letter = deadLetter(record);
        fields
            .key(letter.getRecord().getTopic())
            .add("stage", letter.getStage().toString())
            .add("reason", letter.getReason().toString())
            .add("attempts", letter.getAttempts())
            .add("bytes", letter.getRecord().getValue().toByteArray());
      };

  @Test
  public void inEventTimeTheActionsAreTheSameBytesEverywhere(Cell cell) throws Exception {
    check(run(cell.job().sink("actions", ACTIONS).option("--arrival=EVENT_TIME")), PAYMENTS.late());
  }

  @Test
  public void inEventTimeRowsThatWaitForOtherBundlesGiveTheSameBytes(Cell cell) throws Exception {
    check(
        run(
            cell.job()
                .sink("actions", ACTIONS)
                .option("--arrival=EVENT_TIME")
                .option("--batchWait=PT0.05S")),
        PAYMENTS.late());
  }

  @Test
  @Dimensions(shuffled = false)
  public void onArrivalEveryPaymentIsAnsweredOnce(Cell cell) throws Exception {
    check(run(cell.job().sink("actions", ACTIONS).option("--arrival=ON_ARRIVAL").varying()), 0);
  }

  /**
   * Looks at a run.
   *
   * @param late how many payments came too late to be answered in their order
   */
  private static void check(Outputs outputs, int late) {
    List<String> refused = outputs.lines("dead-letters");
    refused.removeIf(letter -> !letter.contains("\treason=LATE\t"));
    assertThat(refused.size(), is(late));
    assertThat(outputs.size("dead-letters"), is(PAYMENTS.unreadable() + late));
    Set<String> events = new HashSet<>();
    for (String line : outputs.lines("actions")) {
      events.add(line.split("\t", -1)[3]);
    }
    assertThat(events.size(), is(PAYMENTS.size() - late));
    assertThat(outputs.size("actions"), is(PAYMENTS.size() - late));
  }

  private static Outputs run(Job job) throws Exception {
    Application fraud = new FraudApplication();
    return job.options(fraud.optionsType())
        .source("transactions", PAYMENTS.transactions())
        .source("labels", PAYMENTS.labels())
        .sink("dead-letters", DEAD_LETTERS)
        .balanced("transactions", "actions", "dead-letters")
        .run(
            (pipeline, ends) ->
                fraud.build(
                    pipeline,
                    pipeline.getOptions().as(WeirOptions.class),
                    new MatrixConnections(ends)));
  }

  private static Action action(ProducerRecord<byte[], byte[]> record) {
    try {
      return Action.parseFrom(record.value());
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("the record is no action", e);
    }
  }

  private static DeadLetter deadLetter(ProducerRecord<byte[], byte[]> record) {
    try {
      return DeadLetter.parseFrom(record.value());
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("the record is no dead letter", e);
    }
  }
}
