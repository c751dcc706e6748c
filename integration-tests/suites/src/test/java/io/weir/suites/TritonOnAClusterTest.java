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
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;

import io.weir.harness.process.FlinkCluster;
import io.weir.harness.process.FlinkJob;
import io.weir.harness.process.Waiting;
import io.weir.launcher.triton.LocalTriton;
import io.weir.launcher.triton.ModelRepository;
import io.weir.launcher.triton.TritonUnavailableException;
import io.weir.pipelines.fraud.FraudApplication;
import io.weir.proto.fraud.v1.Action;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.AfterClass;
import org.junit.AssumptionViolatedException;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.experimental.categories.Category;
import org.junit.rules.TemporaryFolder;

/** A real Triton fails while a Flink cluster of processes asks it. */
@Category(TritonSuite.class)
public class TritonOnAClusterTest {
  @ClassRule public static final TemporaryFolder FOLDER = new TemporaryFolder();

  private static LocalTriton triton;
  private static FaultStage stage;

  @BeforeClass
  public static void setStage() throws Exception {
    ModelRepository models = ModelRepository.in(FOLDER.getRoot().toPath());
    for (String model : new FraudApplication().remoteModels()) {
      models.add(model);
    }
    try {
      triton = LocalTriton.serving(models).progress(System.err::println).start();
    } catch (TritonUnavailableException e) {
      throw new AssumptionViolatedException("skipped: " + e.getMessage(), e);
    }
    stage = FaultStage.set(FlinkCluster.builder());
  }

  @AfterClass
  public static void clearStage() {
    if (stage != null) {
      stage.close();
    }
    if (triton != null) {
      triton.close();
    }
  }

  @Test
  public void everyEventIsAnsweredWhileItIsKilledAndTheLaneComesBack() throws Exception {
    disturbed("killed.", 61, triton::kill, triton::restart);
  }

  @Test
  public void everyEventIsAnsweredWhileItStandsStillAndTheLaneComesBack() throws Exception {
    disturbed("still.", 62, () -> signal("STOP"), () -> signal("CONT"));
  }

  private static void disturbed(String prefix, long seed, Step fault, Step repair)
      throws Exception {
    try (LiveStream stream = stage.stream(prefix, seed, 200, 200)) {
      FlinkJob job =
          stream
              .job()
              .option("router", "cascade")
              .option("triton", triton.grpcEndpoint())
              .submit(stage.flink());
      await("answer by Triton", stream, TritonOnAClusterTest::byTriton);

      int faulty = stream.payments();
      fault.happen();
      await("degraded answer", stream, action -> number(action) > faulty && action.getDegraded());

      long begun = System.nanoTime();
      repair.happen();
      int repaired = stream.payments();
      await(
          "answer by Triton again",
          stream,
          action -> number(action) > repaired && byTriton(action));
      KillRun.say(
          prefix
              + "triton: its lane is back "
              + Duration.ofNanos(System.nanoTime() - begun).toMillis()
              + " ms after the repair began");
      stream.end();
      job.awaitState("FINISHED"::equals, FaultStage.PATIENCE);

      ActionAudit audit = stream.audit();
      assertThat("payments without an answer", audit.lost(), is(0L));
      assertThat("answers to nothing", audit.strangers(), is(0L));
      assertThat("answers of a card out of order", audit.orderBreaks(), is(0L));
      assertThat(
          "degraded and yet by Triton", count(stream, a -> a.getDegraded() && byTriton(a)), is(0));
      assertThat(
          "not degraded", count(stream, action -> !action.getDegraded()), is(greaterThan(0)));
    }
  }

  private static void await(String what, LiveStream stream, Predicate<Action> wanted) {
    Waiting.until(what, FaultStage.PATIENCE, () -> count(stream, wanted), count -> count > 0);
  }

  private static int count(LiveStream stream, Predicate<Action> wanted) {
    AtomicInteger count = new AtomicInteger();
    stream.forEachAction(
        record -> {
          if (wanted.test(FraudRun.action(record))) {
            count.incrementAndGet();
          }
        });
    return count.get();
  }

  private static boolean byTriton(Action action) {
    return action.getLane().equals("triton");
  }

  private static int number(Action action) {
    return ActionAudit.number(action);
  }

  /** To the server and the processes of its models. */
  private static void signal(String name) throws IOException, InterruptedException {
    ProcessHandle server =
        ProcessHandle.current()
            .descendants()
            .filter(process -> process.info().command().orElse("").endsWith("/tritonserver"))
            .findFirst()
            .orElseThrow();
    Process kill = new ProcessBuilder("kill", "-" + name, String.valueOf(server.pid())).start();
    assertThat("kill -" + name, kill.waitFor(), is(0));
  }

  /** Something that is done to Triton. */
  private interface Step {
    void happen() throws Exception;
  }
}
