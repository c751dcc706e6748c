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
package io.weir.pipelines.fraud;

import io.weir.features.FeatureSet;
import io.weir.features.Observation;
import io.weir.inference.Prediction;
import io.weir.proto.fraud.v1.Action;
import io.weir.proto.fraud.v1.Decision;
import io.weir.streams.RecordHeaders;
import io.weir.streams.WallClock;
import java.nio.charset.StandardCharsets;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * Turns a scored payment into the record of its action, keyed by card. The value depends on the
 * events and the model alone; when it was scored stands in a header.
 */
final class DecideFn
    extends DoFn<KV<KV<String, Observation>, Prediction>, ProducerRecord<byte[], byte[]>> {
  private static final long serialVersionUID = 1L;
  private static final String SCORE_REASON = "MODEL_SCORE";

  private final FeatureSet set;
  private final FraudScoring scoring;
  private final String topic;

  DecideFn(FeatureSet set, FraudScoring scoring, String topic) {
    this.set = set;
    this.scoring = scoring;
    this.topic = topic;
  }

  @ProcessElement
  public void decide(
      @Element KV<KV<String, Observation>, Prediction> scored,
      OutputReceiver<ProducerRecord<byte[], byte[]>> output) {
    Observation payment = scored.getKey().getValue();
    byte[] key = scored.getKey().getKey().getBytes(StandardCharsets.UTF_8);
    byte[] value = action(payment, scored.getValue()).toByteArray();
    ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, key, value);
    Headers headers = record.headers();
    headers.add(
        new RecordHeader(
            RecordHeaders.EVENT_TIME, RecordHeaders.encode(payment.eventTimeMillis())));
    headers.add(
        new RecordHeader(RecordHeaders.SCORED_TIME, RecordHeaders.encode(WallClock.millis())));
    output.output(record);
  }

  private Action action(Observation payment, Prediction prediction) {
    Decision decision = scoring.decide(prediction);
    double[] features = payment.features(set.size());
    Action.Builder action =
        Action.newBuilder()
            .setEventId(payment.eventId())
            .setEventTimeMs(payment.eventTimeMillis())
            .setCardId(payment.entity(FraudFeatures.CARD_HOP))
            .setTerminalId(payment.entity(FraudFeatures.TERMINAL_HOP))
            .setDecision(decision)
            .setScore(prediction.score())
            .setModel(prediction.model())
            .setModelVersion(prediction.version())
            .setLane(prediction.lane().label())
            .setDegraded(prediction.degraded())
            .setFeaturesHash(set.hash(features))
            .setLate(payment.late())
            .setAssignment(prediction.assignment());
    for (double feature : features) {
      action.addFeatures(feature);
    }
    if (decision != Decision.PASS) {
      addReasons(action, features);
    }
    return action.build();
  }

  /** The rules that fire, in their order; the score alone where none does. */
  private static void addReasons(Action.Builder action, double[] features) {
    FraudVector vector =
        new FraudVector() {
          @Override
          double feature(int index) {
            return features[index];
          }
        };
    for (FraudRule rule : FraudRule.values()) {
      if (rule.fires(vector)) {
        action.addReasons(rule.name());
      }
    }
    if (action.getReasonsCount() == 0) {
      action.addReasons(SCORE_REASON);
    }
  }
}
