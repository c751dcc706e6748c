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
package io.weir.suites;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import com.google.protobuf.MessageLite;
import io.weir.inference.FeatureRows;
import io.weir.inference.FeatureSelection;
import io.weir.inference.Model;
import io.weir.onnx.OnnxModelSource;
import io.weir.pipelines.SourceEvent;
import io.weir.pipelines.fraud.FraudFeatures;
import io.weir.proto.fraud.v1.Action;
import io.weir.proto.fraud.v1.Label;
import io.weir.proto.fraud.v1.Transaction;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.Test;

public class ActionAuditTest {

  @Test
  public void everyEventAnsweredOnceAndInOrderIsClean() {
    ActionAudit audit = audit(2, action(1, 0.5), action(2, 0.5));

    assertThat(audit.lost(), is(0L));
    assertThat(audit.duplicates(), is(0L));
    assertThat(audit.orderBreaks(), is(0L));
    assertThat(audit.strangers(), is(0L));
  }

  @Test
  public void anEventWithoutAnActionIsLost() {
    assertThat(audit(3, action(1, 0.5), action(3, 0.5)).lost(), is(1L));
  }

  @Test
  public void anActionOfNobodysEventIsAStranger() {
    ActionAudit audit = audit(1, action(1, 0.5), action(2, 0.5));

    assertThat(audit.strangers(), is(1L));
    assertThat(audit.lost(), is(0L));
  }

  @Test
  public void aRepetitionIsADuplicateAndUnequalIfItsBytesAre() {
    ActionAudit audit = audit(1, action(1, 0.5), action(1, 0.5), action(1, 0.25));

    assertThat(audit.duplicates(), is(2L));
    assertThat(audit.unequalDuplicates(), is(1L));
  }

  @Test
  public void onlyFirstAnswersCountForTheOrderOfACard() {
    assertThat(audit(2, action(2, 0.5), action(1, 0.5)).orderBreaks(), is(1L));
    assertThat(audit(2, action(1, 0.5), action(2, 0.5), action(1, 0.5)).orderBreaks(), is(0L));
  }

  @Test
  public void anAnswerWithAnotherFeatureOrScoreThanByDefinitionIsWrong() throws Exception {
    long monday = Instant.parse("2026-01-05T12:00:00Z").toEpochMilli();
    Transaction first = payment(1, monday, 1_000);
    Transaction second = payment(2, monday + Duration.ofHours(180).toMillis(), 3_000);
    List<SourceEvent> events =
        List.of(
            event("transactions", first, monday, true),
            event("labels", fraud(first), monday + 1, false),
            event("transactions", second, second.getEventTimeMs(), true));
    ExpectedActions expected = ExpectedActions.to(new ListedEvents(events), 2);
    double[] ofFirst = {10, 0, 0, 1, 10, 1, 10, 1, 10, 0, 0, 0, 0, 0, 0};
    double[] ofSecond = {30, 0, 1, 1, 30, 1, 30, 2, 20, 1, 1, 1, 1, 1, 1};
    double[] miscounted = {30, 0, 1, 1, 30, 2, 20, 2, 20, 1, 1, 1, 1, 1, 1};

    assertThat(
        audit(2, answer(first, ofFirst, 0), answer(second, ofSecond, 0)).wrong(expected), is(0L));
    assertThat(audit(2, answer(second, miscounted, 0)).wrong(expected), is(1L));
    assertThat(audit(2, answer(second, ofSecond, 0.1)).wrong(expected), is(1L));
    assertThat(audit(2, answer(first, ofSecond, 0)).wrong(expected), is(1L));
  }

  private static Transaction payment(int number, long time, int cents) {
    return Transaction.newBuilder()
        .setEventId("sim-7-" + number)
        .setEventTimeMs(time)
        .setCardId("card")
        .setTerminalId("terminal")
        .setAmountCents(cents)
        .setSequence(number)
        .build();
  }

  private static Label fraud(Transaction payment) {
    return Label.newBuilder()
        .setEventId(payment.getEventId())
        .setTerminalId(payment.getTerminalId())
        .setFraud(true)
        .build();
  }

  private static SourceEvent event(String topic, MessageLite message, long time, boolean primary) {
    return new SourceEvent(topic, "key".getBytes(UTF_8), message.toByteArray(), time, primary);
  }

  /** With what the model says to the features, and so much more. */
  private static ConsumerRecord<byte[], byte[]> answer(
      Transaction payment, double[] features, double more) throws Exception {
    OnnxModelSource source = OnnxModelSource.of("classpath:/fraud/model");
    FeatureSelection inputs = FeatureSelection.of(source.description(), FraudFeatures.SET.names());
    try (Model model = source.open()) {
      float[] row = inputs.row(index -> features[index]);
      float score = ModelCalls.score(model, FeatureRows.copyOf(row)).score(0);
      Action.Builder action =
          Action.newBuilder()
              .setEventId(payment.getEventId())
              .setEventTimeMs(payment.getEventTimeMs())
              .setCardId(payment.getCardId())
              .setTerminalId(payment.getTerminalId())
              .setScore(score + more);
      for (double feature : features) {
        action.addFeatures(feature);
      }
      byte[] value = action.build().toByteArray();
      return new ConsumerRecord<>("actions", 0, 0, "card".getBytes(UTF_8), value);
    }
  }

  @SafeVarargs
  private static ActionAudit audit(int events, ConsumerRecord<byte[], byte[]>... records) {
    ActionAudit audit = ActionAudit.empty(events);
    for (ConsumerRecord<byte[], byte[]> message : records) {
      audit.add(message);
    }
    return audit;
  }

  private static ConsumerRecord<byte[], byte[]> action(int number, double score) {
    byte[] value =
        Action.newBuilder()
            .setEventId("sim-7-" + number)
            .setCardId("card")
            .setScore(score)
            .build()
            .toByteArray();
    return new ConsumerRecord<>("actions", 0, 0, "card".getBytes(UTF_8), value);
  }
}
