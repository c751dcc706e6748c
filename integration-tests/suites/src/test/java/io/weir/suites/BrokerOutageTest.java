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

import static java.util.stream.Collectors.toSet;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import io.weir.features.Arrival;
import io.weir.launcher.feed.Feeder;
import io.weir.launcher.kafka.EmbeddedKafka;
import io.weir.pipelines.SimulationSettings;
import io.weir.pipelines.fraud.source.FraudSources;
import io.weir.proto.fraud.v1.Action;
import java.time.Duration;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.junit.experimental.categories.Category;

/** The broker goes away while a run is under way, and comes back: nothing is lost. */
@Category(LongerSuite.class)
public class BrokerOutageTest {
  private static final int EVENTS = 6_000;

  private EmbeddedKafka kafka;

  @Before
  public void startKafka() {
    kafka = EmbeddedKafka.started();
  }

  @After
  public void stopKafka() {
    kafka.close();
  }

  @Test
  public void flinkAnswersEverythingAfterAnOutage() throws Exception {
    assertNothingLost("flink");
  }

  @Test
  public void theDirectRunnerAnswersEverythingAfterAnOutage() throws Exception {
    assertNothingLost("direct");
  }

  private void assertNothingLost(String runner) throws Exception {
    FraudRun run = new FraudRun(kafka).on(runner, 1).arrival(Arrival.ON_ARRIVAL).createTopics();
    try (Feeder feeder = run.feed(FraudSources.simulate(SimulationSettings.of(5, EVENTS)), 1_000)) {
      run.run(
          Duration.ofSeconds(4),
          () -> {
            kafka.stop();
            kafka.start();
          });
      FraudRun.checkEnded(feeder);
    }

    assertThat(run.actions().stream().map(Action::getEventId).collect(toSet()), hasSize(EVENTS));
    assertThat(run.deadLetters().isEmpty(), is(true));
  }
}
