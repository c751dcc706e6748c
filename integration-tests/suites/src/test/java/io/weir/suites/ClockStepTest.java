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

import io.weir.harness.process.FlinkCluster;
import io.weir.harness.process.FlinkJob;
import io.weir.harness.process.Waiting;
import io.weir.streams.RecordHeaders;
import io.weir.streams.WallClock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongPredicate;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.experimental.categories.Category;
import org.junit.rules.TemporaryFolder;

/** The wall clock of the TaskManagers is not what it was. */
@Category(KillSuite.class)
public class ClockStepTest {
  private static final Duration STEP = Duration.ofHours(1);
  private static final Duration CLEARLY = Duration.ofMinutes(30);

  @ClassRule public static final TemporaryFolder FOLDER = new TemporaryFolder();

  @Test
  public void anHourForwardAndBackChangesNoAnswer() throws Exception {
    SteppedClock clock = SteppedClock.in(FOLDER.getRoot().toPath());
    try (FaultStage stage =
            FaultStage.set(
                FlinkCluster.builder()
                    .taskManagerEnvironment("LD_PRELOAD", clock.library())
                    .taskManagerEnvironment("WEIR_CLOCK_FILE", clock.file()));
        LiveStream stream = stage.stream("clock.", 71, 200, 400)) {
      FlinkJob job = stream.job().submit(stage.flink());
      awaitScored("as it should be", stream, 0, ahead -> ahead < CLEARLY.toMillis());
      step("forward", STEP, clock, job, stream, ahead -> ahead > CLEARLY.toMillis());
      step("back", Duration.ZERO, clock, job, stream, ahead -> ahead < CLEARLY.toMillis());
      stream.end();
      job.awaitState("FINISHED"::equals, FaultStage.PATIENCE);

      ActionAudit audit = stream.audit();
      if (job.failure().isEmpty()) {
        audit.check(stream.expected());
      } else {
        // By the wall clock Kafka's producer measures how long a record may take: a step can fail
        // what is on its way, and what is then written again may follow what was sent after it.
        KillRun.say("the step failed the job once: " + job.failure().split("\n", -1)[0]);
        audit.checkInAnyOrder(stream.expected());
      }
    }
  }

  /** Sets the clock; returns when new payments are answered by it and a checkpoint is complete. */
  private static void step(
      String direction,
      Duration ahead,
      SteppedClock clock,
      FlinkJob job,
      LiveStream stream,
      LongPredicate right)
      throws Exception {
    int written = stream.payments();
    long begun = System.nanoTime();
    long begunMillis = WallClock.millis();
    clock.set(ahead);
    // The JobManager, whose clock stays, says when one begins.
    job.awaitCheckpoint(
        checkpoint -> checkpoint.triggeredMillis() > begunMillis, FaultStage.PATIENCE);
    awaitScored(direction, stream, written, right);
    KillRun.say(
        "the clock went an hour "
            + direction
            + ": recovered after "
            + Duration.ofNanos(System.nanoTime() - begun).toMillis()
            + " ms");
  }

  /** By how much their time of scoring is ahead of now. */
  private static void awaitScored(String clock, LiveStream stream, int after, LongPredicate right) {
    AtomicInteger found = new AtomicInteger();
    Waiting.until(
        "answer by the clock " + clock,
        FaultStage.PATIENCE,
        () -> {
          stream.forEachAction(
              record -> {
                long scored =
                    RecordHeaders.decode(
                        record.headers().lastHeader(RecordHeaders.SCORED_TIME).value());
                if (ActionAudit.number(FraudRun.action(record)) > after
                    && right.test(scored - WallClock.millis())) {
                  found.incrementAndGet();
                }
              });
          return found.get();
        },
        count -> count > 0);
  }
}
