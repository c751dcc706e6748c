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
import io.weir.pipelines.SourceEvent;
import io.weir.pipelines.fraud.source.FraudSources;
import io.weir.proto.fraud.v1.Action;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.Test;

/**
 * In event-time order the same input gives byte-equal actions, whatever the runner, the arrival
 * order, the bundle size or the parallelism.
 */
public class EventTimeExactnessTest {
  private static final int EVENTS = 2_500;

  /** Few cards, so that the events span more than a month and every window turns. */
  private static final int CARDS = 30;

  private static final String OUT_OF_ORDERNESS = "PT2H";
  private static final long SHUFFLED_WITHIN_MILLIS = 7_000_000;

  private static EmbeddedKafka kafka;
  private static List<SourceEvent> events;
  private static Map<String, List<String>> expected;

  @BeforeClass
  public static void runInOrderOnFlink() throws Exception {
    kafka = EmbeddedKafka.started();
    events = ListedEvents.of(FraudSources.simulate(SimulationSettings.of(17, EVENTS), CARDS));
    expected = actions(run("flink", 1), events);
  }

  @AfterClass
  public static void stopKafka() {
    kafka.close();
  }

  @Test
  public void theDirectRunnerGivesTheBytesOfFlink() throws Exception {
    assertThat(actions(run("direct", 1), events), is(expected));
  }

  @Test
  public void anotherArrivalOrderGivesTheSameBytes() throws Exception {
    List<SourceEvent> shuffled = ListedEvents.shuffled(events, SHUFFLED_WITHIN_MILLIS, 4);

    assertThat(actions(run("flink", 1), shuffled), is(expected));
    assertThat(actions(run("direct", 1), shuffled), is(expected));
  }

  @Test
  public void moreWorkersAndOtherBundlesGiveTheSameBytes() throws Exception {
    assertThat(actions(run("flink", 2).option("maxBundleSize", "1"), events), is(expected));
    assertThat(actions(run("flink", 2).option("maxBundleSize", "7"), events), is(expected));
  }

  @Test
  public void rowsThatWaitForOtherBundlesGiveTheSameBytes() throws Exception {
    assertThat(actions(run("flink", 2).option("batchWait", "PT0.05S"), events), is(expected));
    assertThat(actions(run("direct", 1).option("batchWait", "PT0.05S"), events), is(expected));
  }

  @Test
  public void eventsWrittenTwiceAreAnsweredOnceWithTheSameBytes() throws Exception {
    List<SourceEvent> repeated = new ArrayList<>();
    for (SourceEvent event : events) {
      repeated.add(event);
      if (repeated.size() % 5 == 0) {
        repeated.add(event);
      }
    }

    assertThat(actions(run("flink", 2), repeated), is(expected));
  }

  @Test
  public void theActionsOfACardNeverGoBackInTime() throws Exception {
    FraudRun run = run("flink", 2);
    run.process(new ListedEvents(events));

    Map<String, Long> latest = new HashMap<>();
    for (Action action : run.actions()) {
      Long before = latest.put(action.getCardId(), action.getEventTimeMs());
      assertThat(before == null || before <= action.getEventTimeMs(), is(true));
    }
    assertThat(run.actions(), hasSize(EVENTS));
  }

  private static FraudRun run(String runner, int workers) {
    return new FraudRun(kafka)
        .on(runner, workers)
        .arrival(Arrival.EVENT_TIME)
        .option("maxOutOfOrderness", OUT_OF_ORDERNESS);
  }

  private static Map<String, List<String>> actions(FraudRun run, List<SourceEvent> events)
      throws Exception {
    Map<String, List<String>> actions = run.process(new ListedEvents(events)).actionBytes();
    assertThat(run.deadLetters(), hasSize(0));
    return actions;
  }
}
