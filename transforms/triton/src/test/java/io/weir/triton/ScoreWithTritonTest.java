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
package io.weir.triton;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

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

public final class ScoreWithTritonTest {
  @Rule public final transient TestPipeline pipeline = TestPipeline.create();
  @Rule public final transient OpenModel open = new OpenModel();

  @Test
  public void aPipelineScoresWithAServerInBatches() {
    List<Integer> elements = new ArrayList<>();
    List<KV<Integer, Prediction>> expected = new ArrayList<>();
    for (int element = 0; element < 500; element++) {
      elements.add(element);
      float score = element / 1024f + 0.25f;
      expected.add(KV.of(element, Prediction.of(score, "fraud", "3", Lane.TRITON, false)));
    }
    Score.Result<Integer> scored =
        pipeline
            .apply(Create.of(elements))
            .apply(
                Score.<Integer>with(open.server().source().build())
                    .rows(element -> new float[] {element / 1024f, 0.25f}));

    PAssert.that(scored.predictions()).containsInAnyOrder(expected);
    PAssert.that(scored.failures()).empty();
    pipeline.run();

    assertThat(open.server().requests().size(), is(lessThan(250)));
    assertThat(SharedModels.ofProcess().openModels(), is(0));
  }
}
