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
package example;

import io.weir.features.Observation;
import io.weir.features.ObservationCoder;
import io.weir.onnx.OnnxModelSource;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TimestampedValue;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.joda.time.Instant;
import org.junit.Rule;
import org.junit.Test;

public class LoginScoringTest {
  private static final long NOON = 1_704_110_400_000L;

  @Rule public final TestPipeline pipeline = TestPipeline.create();

  /** The model's graph gives back its one column, LOGINS_1H. */
  @Test
  public void aLoginIsScoredByHowManyItsUserMadeWithinTheHour() {
    PCollection<KV<String, Observation>> logins =
        pipeline.apply(
            Create.timestamped(
                    login("a", NOON), login("b", NOON + 60_000), login("c", NOON + 7_200_000))
                .withCoder(KvCoder.of(StringUtf8Coder.of(), ObservationCoder.of())));

    PCollection<String> scores =
        LoginScoring.score(logins, OnnxModelSource.of("classpath:logins"))
            .apply(
                MapElements.into(TypeDescriptors.strings())
                    .via(
                        scored ->
                            scored.getKey().getValue().eventId()
                                + "="
                                + scored.getValue().score()));

    PAssert.that(scores).containsInAnyOrder("a=1.0", "b=2.0", "c=1.0");
    pipeline.run().waitUntilFinish();
  }

  private static TimestampedValue<KV<String, Observation>> login(String id, long timeMillis) {
    return TimestampedValue.of(
        KV.of("alice", Observation.event(id, timeMillis).entities("alice").values(512).build()),
        Instant.ofEpochMilli(timeMillis));
  }
}
