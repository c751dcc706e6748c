package io.weir.suites;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.weir.harness.process.FlinkCluster;
import io.weir.harness.process.FlinkJob;
import io.weir.harness.process.Waiting;
import io.weir.pipelines.fraud.FraudApplication;
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
      assertThat("payments without an answer", audit.lost(), is(0L));
      assertThat("answers to nothing", audit.strangers(), is(0L));
      assertThat("repeated answers with other bytes", audit.unequalDuplicates(), is(0L));
      assertThat("answers of a card out of order", audit.orderBreaks(), is(0L));
      LiveStream alone = stage.leftAlone(stream, "clock-alone.", new FraudApplication());
      assertThat("other answers than left alone", audit.differences(alone.audit()), is(0L));
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
