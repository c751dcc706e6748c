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

import io.weir.harness.graph.GoldenGraph;
import io.weir.harness.graph.JobGraph;
import java.nio.file.Path;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PDone;
import org.junit.Test;

public final class ReleasedGraphTest {
  @Test
  public void theGraphIsTheReleasedOne() {
    Pipeline pipeline = Pipeline.create();
    HottestReadings.build(
        pipeline, Create.of(KV.of("roof", 43)), new Nowhere(), new Nowhere());

    GoldenGraph.at(Path.of("src/test/resources/hottest-readings.graph"))
        .check(JobGraph.of(pipeline));
  }

  private static final class Nowhere extends PTransform<PCollection<KV<String, Integer>>, PDone> {
    @Override
    public PDone expand(PCollection<KV<String, Integer>> input) {
      return PDone.in(input.getPipeline());
    }
  }
}
