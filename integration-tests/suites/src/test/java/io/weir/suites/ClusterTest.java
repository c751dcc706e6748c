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

import io.weir.harness.process.ClassPath;
import io.weir.harness.process.FlinkCluster;
import io.weir.harness.process.FlinkJob;
import io.weir.harness.process.KafkaProcess;
import io.weir.harness.process.LeakCheck;
import io.weir.launcher.feed.Feeder;
import io.weir.launcher.kafka.TopicCreator;
import io.weir.pipelines.Application;
import io.weir.pipelines.SimulationSettings;
import io.weir.pipelines.fraud.FraudApplication;
import io.weir.pipelines.fraud.source.FraudSources;
import io.weir.proto.fraud.v1.Action;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.Rule;
import org.junit.Test;
import org.junit.experimental.categories.Category;

/** The fraud pipeline on a Flink of several processes. */
@Category(KillSuite.class)
public class ClusterTest {
  private static final int EVENTS = 6_000;
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @Rule public final LeakCheck leaks = LeakCheck.create();

  @Test
  public void aClusterOfProcessesAnswersEveryEvent() throws Exception {
    Application fraud = new FraudApplication();
    try (KafkaProcess kafka = KafkaProcess.start(ClassPath.ofThisProcess(), null);
        FlinkCluster flink = FlinkCluster.builder().taskManagers(2).start()) {
      TopicCreator.on(kafka.bootstrapServers()).create(fraud.topics(), "cluster.");
      try (Feeder feeder =
          Feeder.of(FraudSources.simulate(SimulationSettings.of(7, EVENTS)), fraud.topics())
              .to(kafka.bootstrapServers(), "cluster.")
              .start()) {
        FraudRun.checkEnded(feeder);
      }
      FlinkJob job = ClusterJob.over(kafka.bootstrapServers(), "cluster.").submit(flink);
      job.awaitState("FINISHED"::equals, PATIENCE);

      List<Action> actions = new ArrayList<>();
      TopicContent.forEach(
          kafka.bootstrapServers(),
          "cluster.actions",
          record -> actions.add(FraudRun.action(record)));
      assertThat(actions.stream().map(Action::getEventId).collect(toSet()), hasSize(EVENTS));
      assertThat(actions, hasSize(EVENTS));
    }
  }
}
