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

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toSet;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import io.weir.launcher.kafka.EmbeddedKafka;
import io.weir.pipelines.ActionView;
import io.weir.pipelines.SourceEvent;
import io.weir.pipelines.fraud.FraudApplication;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.Rule;
import org.junit.Test;
import org.junit.experimental.categories.Category;
import org.junit.rules.TemporaryFolder;

/** A model that is replaced while the pipeline runs, in its folder and by another folder. */
@Category(LongerSuite.class)
public class ReplacedModelTest {
  private static final int EVENTS = 600;
  private static final int PUBLISH = 100;
  private static final int ANNOUNCE = 350;
  private static final String MODEL = "fraud-default";
  private static final String TOPIC = "model-folders";
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static EmbeddedKafka kafka;

  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  private final WatchedFraud fraud = new WatchedFraud(this::plan);
  private String topic = TOPIC;

  @BeforeClass
  public static void startKafka() {
    kafka = EmbeddedKafka.started();
  }

  @AfterClass
  public static void stopKafka() {
    kafka.close();
  }

  @Test
  public void onTheDirectRunnerEachVersionAnswersInItsTurnAndNothingIsLost() throws Exception {
    eachVersionAnswersInItsTurn("direct");
  }

  @Test
  public void onFlinkEachVersionAnswersInItsTurnAndNothingIsLost() throws Exception {
    eachVersionAnswersInItsTurn("flink");
  }

  private void eachVersionAnswersInItsTurn(String runner) throws Exception {
    topic = TOPIC + "-" + runner;
    publish(folder(), "1.0.0");
    String said =
        new LaunchedRun(fraud, EVENTS)
            .run(
                runner,
                run ->
                    run.bootstrapServers(kafka.bootstrapServers())
                        .simulate(true)
                        .parallelism(1)
                        .pipelineArguments(
                            List.of(
                                "--model=" + folder(),
                                "--modelRefresh=PT0.2S",
                                "--modelTopic=" + topic)))
            .said();

    assertThat(said, containsString("topic of model folders: " + topic + "\n"));
    assertThat(
        fraud.actions().stream().map(ActionView::modelVersion).collect(toSet()),
        is(Set.of(MODEL + " 1.0.0", MODEL + " 2.0.0", MODEL + " 3.0.0")));
    // The thresholds are those of the version that answered: 2.0.0 blocks everything.
    for (ActionView action : fraud.actions()) {
      assertThat(!by("2.0.0").test(action) || action.decision().equals("block"), is(true));
    }
    assertThat(
        fraud.actions().stream()
            .filter(by("3.0.0"))
            .filter(action -> action.decision().equals("pass"))
            .collect(toSet()),
        is(not(empty())));
  }

  private void plan(List<SourceEvent> events, StagedEvents staged) {
    staged.before(
        PUBLISH,
        () -> {
          assertThat(fraud.awaits(by("1.0.0"), PATIENCE), is(true));
          publish(folder(), "2.0.0");
        });
    // A bundle makes the step take the model that is there by then: some events go on coming.
    for (int number = PUBLISH + 10; number < ANNOUNCE; number += 10) {
      staged.before(number, () -> fraud.awaits(by("2.0.0"), Duration.ofMillis(500)));
    }
    staged.before(
        ANNOUNCE,
        () -> {
          Path other = temporary.getRoot().toPath().resolve("other");
          publish(other, "3.0.0");
          byte[] name = MODEL.getBytes(UTF_8);
          byte[] value = other.toString().getBytes(UTF_8);
          RawRecords.write(
              kafka.bootstrapServers(), List.of(new ProducerRecord<>(topic, name, value)));
        });
    for (int number = ANNOUNCE + 10; number < events.size(); number += 10) {
      staged.before(number, () -> fraud.awaits(by("3.0.0"), Duration.ofMillis(500)));
    }
  }

  private static Predicate<ActionView> by(String version) {
    return action -> action.modelVersion().equals(MODEL + " " + version);
  }

  private Path folder() {
    return temporary.getRoot().toPath().resolve("model");
  }

  /** Publishes the default model as a version, which blocks everything if it is the second. */
  private static void publish(Path folder, String version) throws IOException {
    Files.createDirectories(folder);
    String manifest =
        new String(resource("model.json"), UTF_8)
            .replace("\"version\": \"1.0.0\"", "\"version\": \"" + version + "\"");
    if (version.equals("2.0.0")) {
      manifest =
          manifest
              .replaceFirst("\"review\": [0-9.]+", "\"review\": 0.0")
              .replaceFirst("\"block\": [0-9.]+", "\"block\": 0.0");
    }
    Files.write(folder.resolve("model.onnx"), resource("model.onnx"));
    Files.writeString(folder.resolve("model.json"), manifest);
  }

  private static byte[] resource(String file) throws IOException {
    String name = "/fraud/model/" + file;
    try (InputStream stream =
        Objects.requireNonNull(FraudApplication.class.getResourceAsStream(name), name)) {
      return stream.readAllBytes();
    }
  }
}
