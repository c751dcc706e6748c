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

import com.google.protobuf.InvalidProtocolBufferException;
import io.weir.features.Observation;
import io.weir.inference.ScoringFailure;
import io.weir.proto.v1.DeadLetter;
import io.weir.proto.v1.Stage;
import io.weir.streams.DeadLetters;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;

/** A payment that could not be scored becomes a dead letter that holds its record as it was. */
final class UnscoredFn extends DoFn<KV<KV<String, Observation>, ScoringFailure>, DeadLetter> {
  private static final long serialVersionUID = 1L;

  /** The topic that the payments came from. */
  private final String topic;

  UnscoredFn(String topic) {
    this.topic = topic;
  }

  @ProcessElement
  public void toDeadLetter(
      @Element KV<KV<String, Observation>, ScoringFailure> unscored,
      OutputReceiver<DeadLetter> output)
      throws InvalidProtocolBufferException {
    ScoringFailure failure = unscored.getValue();
    Observation payment = unscored.getKey().getValue();
    output.output(
        DeadLetters.of(
            Origin.restore(payment, topic, payment.entity(FraudFeatures.CARD_HOP)),
            Stage.SCORE,
            failure.reason(),
            failure.detail(),
            failure.attempts()));
  }
}
