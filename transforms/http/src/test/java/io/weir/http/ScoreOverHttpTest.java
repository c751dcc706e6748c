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
package io.weir.http;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import io.weir.inference.Lane;
import io.weir.inference.Prediction;
import io.weir.inference.Score;
import io.weir.inference.SharedModels;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.values.KV;
import org.junit.Rule;
import org.junit.Test;

public final class ScoreOverHttpTest {
  private static final int BAD = 77;

  @Rule public final transient TestPipeline pipeline = TestPipeline.create();

  @Test
  public void aPipelineScoresOverHttpAndOnlyTheRowThatIsRefusedFails() throws Exception {
    try (ScriptedServer server = new ScriptedServer()) {
      server.then(
          exchange -> {
            List<String> scores = new ArrayList<>();
            boolean refused = false;
            for (JsonNode row : Json.read(exchange.request.body).path("rows")) {
              refused |= row.path(0).asInt() == BAD;
              scores.add(String.valueOf(row.path(0).asInt() / 128f));
            }
            return (refused
                    ? ScriptedServer.status(422, "row out of range")
                    : ScriptedServer.ok("{\"scores\": " + scores + "}"))
                .give(exchange);
          });
      List<Integer> numbers = new ArrayList<>();
      List<KV<Integer, Prediction>> expected = new ArrayList<>();
      for (int number = 0; number < 100; number++) {
        numbers.add(number);
        if (number != BAD) {
          expected.add(KV.of(number, Prediction.of(number / 128f, "m", "7", Lane.HTTP, false)));
        }
      }

      Score.Result<Integer> scored =
          pipeline
              .apply(Create.of(numbers))
              .apply(
                  Score.<Integer>with(Expect.json(server.endpoint()))
                      .rows(number -> new float[] {number, 0}));

      PAssert.that(scored.predictions()).containsInAnyOrder(expected);
      PAssert.thatSingleton(scored.failures())
          .satisfies(
              failure -> {
                assertThat(failure.getKey(), is(BAD));
                assertThat(
                    failure.getValue().detail(), containsString("answered 422: row out of range"));
                return null;
              });
      pipeline.run();

      assertThat(SharedModels.ofProcess().openModels(), is(0));
    }
  }
}
