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
import static org.hamcrest.Matchers.is;

import io.weir.harness.process.FlinkCluster;
import io.weir.harness.process.FlinkJob;
import io.weir.harness.process.Waiting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.experimental.categories.Category;
import org.junit.rules.TemporaryFolder;

/** A job that has filled its state from a file goes on from its savepoint. */
@Category(KillSuite.class)
public class WarmUpUpgradeTest {
  private static final int CARDS = 100;
  private static final double EVENTS_PER_SECOND = 400;

  @ClassRule public static final TemporaryFolder FOLDER = new TemporaryFolder();

  private static FaultStage stage;

  @BeforeClass
  public static void setStage() {
    stage = FaultStage.set(FlinkCluster.builder().taskManagers(2));
  }

  @AfterClass
  public static void clearStage() {
    stage.close();
  }

  @Test
  public void onceLiveItGoesOnWithoutItsFile() throws Exception {
    goesOn("without.", 51, history -> Map.of());
  }

  @Test
  public void onceLiveItGoesOnWithItsOptionsThoughTheFileIsGone() throws Exception {
    goesOn("with.", 52, UnaryOperator.identity());
  }

  private static void goesOn(String prefix, long seed, UnaryOperator<Map<String, String>> change)
      throws Exception {
    Path file = FOLDER.getRoot().toPath().resolve(prefix + "csv");
    // Before the time of the simulation, which begins with the year 2024.
    new PaymentFile(seed, Instant.parse("2023-11-01T00:00:00Z"))
        .payments(1_000, Duration.ofHours(1))
        .write(file, 0, 1_000);
    Map<String, String> history =
        Map.of("warmUpFrom", file.toString(), "warmUpUntil", "2023-12-31T00:00:00Z");
    try (LiveStream stream = stage.stream(prefix, seed, CARDS, EVENTS_PER_SECOND)) {
      FlinkJob job = with(history, stream.job()).submit(stage.flink());
      job.awaitCheckpoint(checkpoint -> checkpoint.id() > 3, FaultStage.PATIENCE);
      awaitAnAnswer(stream);
      String savepoint = job.stopWithSavepoint(FOLDER.getRoot().toPath());

      Files.delete(file);

      FlinkJob next =
          with(change.apply(history), stream.job()).from(savepoint).submit(stage.flink());
      long first =
          next.awaitCheckpoint(checkpoint -> checkpoint.id() > 0, FaultStage.PATIENCE).id();
      next.awaitCheckpoint(checkpoint -> checkpoint.id() > first + 2, FaultStage.PATIENCE);
      stream.end();
      next.awaitState("FINISHED"::equals, FaultStage.PATIENCE);
      ActionAudit audit = stream.audit();
      assertThat("payments without an answer", audit.lost(), is(0L));
      assertThat("answers to nothing", audit.strangers(), is(0L));
      assertThat("repeated answers", audit.duplicates(), is(0L));
    }
  }

  private static ClusterJob with(Map<String, String> options, ClusterJob job) {
    options.forEach(job::option);
    return job;
  }

  private static void awaitAnAnswer(LiveStream stream) {
    AtomicLong answers = new AtomicLong();
    Waiting.until(
        "an answer",
        FaultStage.PATIENCE,
        () -> {
          answers.set(0);
          stream.forEachAction(action -> answers.incrementAndGet());
          return answers.get();
        },
        count -> count > 0);
  }
}
