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
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import io.weir.harness.process.ClassPath;
import io.weir.harness.process.FlinkCluster;
import io.weir.harness.process.FlinkJob;
import io.weir.harness.process.Guide;
import io.weir.harness.process.KafkaProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.Test;
import org.junit.experimental.categories.Category;

/** Who does what the guide to Flink says, on a cluster and brokers of real processes. */
@Category(LaunchSuite.class)
public final class FlinkGuideTest {
  private static final Path GUIDE = Path.of("..", "..", "runners", "flink", "README.md");
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @Test
  public void itsCommandsLeadFromNothingToAJobAndToItsEnd() throws Exception {
    List<String> done = new ArrayList<>();
    try (KafkaProcess kafka = KafkaProcess.start(ClassPath.ofThisProcess(), null);
        FlinkCluster flink =
            FlinkCluster.builder()
                .classPath(SessionCluster.flinkJars())
                .taskManagers(1)
                .slotsPerTaskManager(2)
                .managedMemoryPerSlot(128)
                .start()) {
      List<List<String>> commands =
          Guide.read(GUIDE)
              .commands(
                  "",
                  line ->
                      line.replace("localhost:8081", flink.restAddress())
                          .replace("localhost:9092", kafka.bootstrapServers()));
      for (List<String> command : commands) {
        List<String> arguments = command.subList(1, command.size());
        if (command.get(0).equals("flink")) {
          submit(flink, arguments);
          done.add("flink run");
        } else {
          assertThat(command.get(0), is("./weir"));
          weir(arguments);
          done.add(arguments.get(0));
        }
      }
      List<String> ends = new ArrayList<>();
      for (FlinkJob job : flink.jobs()) {
        ends.add(job.state());
      }
      ends.sort(null);
      // The first was replaced and the second drained, the third stopped.
      assertThat(ends, contains("CANCELED", "FINISHED", "FINISHED"));
    }
    assertThat(
        done,
        contains(
            "package",
            "launch",
            "launch",
            "status",
            "savepoint",
            "upgrade",
            "drain",
            "flink run",
            "stop"));
  }

  /** The package has been built before this test, which would build its own ground anew. */
  private static void weir(List<String> arguments) {
    if (arguments.get(0).equals("package")) {
      assertThat(
          PackagedJar.flink().getFileName().toString().replaceFirst("-[0-9].*", ""),
          endsWith(arguments.get(1)));
      return;
    }
    List<String> all = new ArrayList<>(arguments);
    if (arguments.get(0).matches("launch|upgrade")) {
      all.add("--jar=" + PackagedJar.flink());
    }
    WeirCommand command = WeirCommand.run(all);
    assertThat(arguments + ": " + command, command.exitCode(), is(0));
  }

  private static void submit(FlinkCluster flink, List<String> arguments) throws Exception {
    assertThat(arguments.subList(0, 3), contains("run", "-d", "weir-flink.jar"));
    String said = flink.run(PackagedJar.flink(), List.of(), arguments.subList(3, arguments.size()));
    assertThat(said, containsString("Job has been submitted with JobID "));
    List<FlinkJob> running = new ArrayList<>();
    for (FlinkJob job : flink.jobs()) {
      if (!job.hasEnded()) {
        running.add(job);
      }
    }
    assertThat(running, hasSize(1));
    running.get(0).awaitTasks(PATIENCE);
  }
}
