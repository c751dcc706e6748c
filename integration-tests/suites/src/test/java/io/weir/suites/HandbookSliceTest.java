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

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.hasSize;

import io.weir.features.Arrival;
import io.weir.launcher.kafka.EmbeddedKafka;
import io.weir.pipelines.SimulationSettings;
import io.weir.pipelines.fraud.FraudApplication;
import java.nio.file.Path;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Rows of the handbook, with every transaction that their features depend on. */
public class HandbookSliceTest {
  private static EmbeddedKafka kafka;

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @BeforeClass
  public static void startKafka() {
    kafka = EmbeddedKafka.started();
  }

  @AfterClass
  public static void stopKafka() {
    kafka.close();
  }

  @Test
  public void theDirectRunnerGivesThePublishedFeatures() throws Exception {
    assertPublishedFeatures("direct", 1, 1);
  }

  @Test
  public void flinkGivesThePublishedFeatures() throws Exception {
    assertPublishedFeatures("flink", 2, 10);
  }

  private void assertPublishedFeatures(String runner, int workers, int ofEachReason)
      throws Exception {
    HandbookSample sample = HandbookSample.whole().ofEachReason(ofEachReason);
    Path slice = folder.getRoot().toPath().resolve("slice.csv");
    int transactions = sample.writeClosure(slice);

    FraudRun run =
        new FraudRun(kafka)
            .on(runner, workers)
            .arrival(Arrival.EVENT_TIME)
            .process(new FraudApplication().replay(slice, SimulationSettings.UNBOUNDED));

    sample.assertEqual(run.actions());
    assertThat(run.actions(), hasSize(transactions));
    assertThat(run.deadLetters(), hasSize(0));
  }
}
