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

package io.weir.benchmarks.nativeflink;

import io.weir.inference.ModelDescription;
import io.weir.proto.fraud.v1.Action;
import io.weir.proto.fraud.v1.Decision;
import io.weir.streams.WallClock;
import java.nio.charset.StandardCharsets;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Decides, and writes the action as the fraud pipeline does, byte for byte. */
final class ActionRecords implements KafkaRecordSerializationSchema<ScoredPayment> {
  private static final long serialVersionUID = 1L;

  private final String topic;
  private final ModelDescription model;
  private final double reviewThreshold;
  private final double blockThreshold;

  ActionRecords(
      String topic, ModelDescription model, double reviewThreshold, double blockThreshold) {
    this.topic = topic;
    this.model = model;
    this.reviewThreshold = reviewThreshold;
    this.blockThreshold = blockThreshold;
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      ScoredPayment scored, KafkaSinkContext context, Long timestamp) {
    CardPayment payment = scored.payment;
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(
            topic,
            payment.card.getBytes(StandardCharsets.UTF_8),
            action(payment, scored).toByteArray());
    record.headers().add(InputRecords.EVENT_TIME, decimal(payment.timeMillis));
    record.headers().add("scored_time", decimal(WallClock.millis()));
    return record;
  }

  private Action action(CardPayment payment, ScoredPayment scored) {
    Decision decision = decide(scored.score);
    Action.Builder action =
        Action.newBuilder()
            .setEventId(payment.eventId)
            .setEventTimeMs(payment.timeMillis)
            .setCardId(payment.card)
            .setTerminalId(payment.terminal)
            .setDecision(decision)
            .setScore(scored.score)
            .setModel(model.name())
            .setModelVersion(model.version())
            .setLane(model.lane().label())
            .setFeaturesHash(Vector.hash(scored.features))
            .setLate(payment.late);
    for (double feature : scored.features) {
      action.addFeatures(feature);
    }
    if (decision != Decision.PASS) {
      addReasons(action, scored.features);
    }
    return action.build();
  }

  private Decision decide(double score) {
    if (score >= blockThreshold) {
      return Decision.BLOCK;
    }
    return score >= reviewThreshold ? Decision.REVIEW : Decision.PASS;
  }

  private static void addReasons(Action.Builder action, double[] features) {
    double amount = features[Vector.AMOUNT];
    if (amount > 220) {
      action.addReasons("AMOUNT_ABOVE_220");
    }
    if (features[Vector.TERMINAL_RISK_7_DAYS] > 0.5) {
      action.addReasons("TERMINAL_RISK_7DAY_ABOVE_HALF");
    }
    if (features[Vector.TERMINAL_RISK_30_DAYS] > 0.2) {
      action.addReasons("TERMINAL_RISK_30DAY_ABOVE_FIFTH");
    }
    if (features[Vector.CARD_COUNT_30_DAYS] >= 5
        && amount > 3 * features[Vector.CARD_MEAN_30_DAYS]) {
      action.addReasons("AMOUNT_ABOVE_3_TIMES_AVERAGE");
    }
    if (features[Vector.CARD_COUNT_1_DAY] > 10) {
      action.addReasons("MORE_THAN_10_PAYMENTS_A_DAY");
    }
    if (action.getReasonsCount() == 0) {
      action.addReasons("MODEL_SCORE");
    }
  }

  private static byte[] decimal(long millis) {
    return Long.toString(millis).getBytes(StandardCharsets.US_ASCII);
  }
}
