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
import static org.hamcrest.Matchers.is;

import io.weir.features.Arrival;
import io.weir.launcher.kafka.EmbeddedKafka;
import io.weir.pipelines.SimulationSettings;
import io.weir.pipelines.fraud.FraudApplication;
import io.weir.proto.fraud.v1.Action;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.Test;
import org.junit.experimental.categories.Category;

/** The handbook's four months, whole, on Flink: every published row has its published features. */
@Category(NamedSuite.class)
public class HandbookReplayTest {
  private static final int TRANSACTIONS = 1_169_723;

  private static EmbeddedKafka kafka;

  @BeforeClass
  public static void startKafka() {
    kafka = EmbeddedKafka.started();
  }

  @AfterClass
  public static void stopKafka() {
    kafka.close();
  }

  @Test
  public void everyPublishedRowHasItsPublishedFeatures() throws Exception {
    HandbookSample sample = HandbookSample.whole();
    FraudRun run =
        new FraudRun(kafka)
            .on("flink", 2)
            .arrival(Arrival.EVENT_TIME)
            .process(
                new FraudApplication()
                    .replay(
                        SharedData.file(HandbookSample.TRANSACTIONS),
                        SimulationSettings.UNBOUNDED));

    BitSet answered = new BitSet(TRANSACTIONS);
    List<Action> sampled = new ArrayList<>();
    run.forEachAction(
        action -> {
          answered.set(Integer.parseInt(action.getEventId()));
          if (sample.holds(action.getEventId())) {
            sampled.add(action);
          }
        });

    sample.assertEqual(sampled);
    assertThat(answered.cardinality(), is(TRANSACTIONS));
    assertThat(run.deadLetters(), hasSize(0));
  }
}
