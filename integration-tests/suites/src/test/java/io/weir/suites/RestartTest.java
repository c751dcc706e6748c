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
import io.weir.launcher.feed.Feeder;
import io.weir.launcher.kafka.EmbeddedKafka;
import io.weir.pipelines.SimulationSettings;
import io.weir.pipelines.SourceEvent;
import io.weir.pipelines.fraud.source.FraudSources;
import io.weir.proto.fraud.v1.Action;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.Test;

/** A job that fails and goes back to its last checkpoint answers as if nothing had happened. */
public class RestartTest {
  private static final int EVENTS = 4_000;
  private static final int CARDS = 30;
  private static final double EVENTS_PER_SECOND = 1_000;
  private static final int FAILURES = 3;

  private static EmbeddedKafka kafka;
  private static List<SourceEvent> events;

  @BeforeClass
  public static void startKafka() throws Exception {
    kafka = EmbeddedKafka.started();
    events = ListedEvents.of(FraudSources.simulate(SimulationSettings.of(23, EVENTS), CARDS));
  }

  @AfterClass
  public static void stopKafka() {
    kafka.close();
  }

  @Test
  public void inEventTimeTheFirstActionOfEachEventHasTheBytesOfAQuietRun() throws Exception {
    FraudRun quiet = run(Arrival.EVENT_TIME).process(new ListedEvents(events));
    FraudRun failing = failing(Arrival.EVENT_TIME);

    assertThat(firstOfEachEvent(failing), is(firstOfEachEvent(quiet)));
    assertThat(failing.deadLetters(), hasSize(0));
  }

  @Test
  public void onArrivalEveryEventIsAnswered() throws Exception {
    FraudRun failing = failing(Arrival.ON_ARRIVAL);

    assertThat(firstOfEachEvent(failing).size(), is(EVENTS));
    assertThat(failing.deadLetters(), hasSize(0));
  }

  private static FraudRun run(Arrival arrival) {
    return new FraudRun(kafka).on("flink", 2).arrival(arrival);
  }

  private static FraudRun failing(Arrival arrival) throws Exception {
    RepeatedFailure.expect(FAILURES);
    FraudRun run =
        run(arrival)
            .option("numberOfExecutionRetries", String.valueOf(FAILURES))
            .option("executionRetryDelay", "100")
            .prepared(
                (pipeline, checkpoints) ->
                    RepeatedFailure.behind(step(arrival), pipeline, checkpoints))
            .createTopics();
    try (Feeder feeder = run.feed(new UnhurriedEvents(events), EVENTS_PER_SECOND)) {
      run.run(Duration.ZERO, () -> {});
      FraudRun.checkEnded(feeder);
    }
    assertThat("failures that did not happen", RepeatedFailure.happened(Duration.ZERO));
    return run;
  }

  private static String step(Arrival arrival) {
    String name = arrival == Arrival.EVENT_TIME ? "EventTime" : "OnArrival";
    return "features/card/ParMultiDo(" + name + ")";
  }

  /** The first action of each event; those that follow, by the restart, must be the same. */
  private static Map<String, Action> firstOfEachEvent(FraudRun run) throws Exception {
    Map<String, Action> first = new HashMap<>();
    for (Action action : run.actions()) {
      Action before = first.putIfAbsent(action.getEventId(), action);
      if (before != null && run.inEventTime()) {
        assertThat(action, is(before));
      }
    }
    return first;
  }
}
