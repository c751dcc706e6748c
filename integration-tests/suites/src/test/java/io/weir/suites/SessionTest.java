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
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.Assume.assumeTrue;

import io.weir.harness.process.ClassPath;
import io.weir.harness.process.FlinkJob;
import io.weir.harness.process.KafkaProcess;
import io.weir.harness.process.Waiting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.junit.Before;
import org.junit.Test;
import org.junit.experimental.categories.Category;

/** A cluster takes the same job again and again, and has no more of anything afterwards. */
@Category(SessionSuite.class)
public class SessionTest {
  private static final Path REPORT = Path.of("target", "session-report.json");
  private static final int RUNS = Integer.getInteger("weir.session.runs", 20);
  private static final int LEAKING_RUNS = 4;

  /** Until then a process fills its caches and compiles what it does often. */
  private static final int WARM_UP = RUNS / 2;

  private static final int PAYMENTS = 300;
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  @Before
  public void figuresCanBeRead() {
    assumeTrue("skipped: no jcmd, or not Linux", ProcessFigures.canBeRead());
  }

  /** Its figures are the suite's last line. */
  @Test
  public void everyJobTakesAwayWhatItHasBrought() throws Exception {
    try (KafkaProcess kafka = KafkaProcess.start(ClassPath.ofThisProcess(), null);
        SessionCluster session = SessionCluster.start()) {
      for (int run = 0; run < RUNS; run++) {
        try (LiveStream stream =
            LiveStream.start(kafka.bootstrapServers(), "run-" + run + ".", run, 500, 500)) {
          FlinkJob job =
              stream
                  .job()
                  .staged(SessionCluster.jars())
                  // Nobody serves there: the client of that model comes and goes, too.
                  .option("router", "cascade")
                  .option("triton", "127.0.0.1:1")
                  .submit(session.flink());
          Waiting.until(
              "answers of run " + run,
              PATIENCE,
              () -> answers(stream),
              answers -> answers > PAYMENTS);
          job.cancel();
        }
        session.look();
      }
      report(session.taskManager());
      assertThat("TaskManager", growing(session.taskManager()), empty());
      assertThat("JobManager", growing(session.jobManager()), empty());
    }
  }

  @Test
  public void aJobThatLeavesAThreadBehindIsCaught() throws Exception {
    try (SessionCluster session = SessionCluster.start()) {
      for (int run = 0; run < LEAKING_RUNS; run++) {
        Pipeline pipeline =
            Pipeline.create(
                ClusterJob.over("", "").staged(SessionCluster.jars()).options(session.flink()));
        pipeline.apply(Create.of(run)).apply("leak", ParDo.of(new ThreadLeavingFn()));
        pipeline.run();
        FlinkJob job = session.flink().job();
        job.awaitCheckpoint(checkpoint -> checkpoint.id() > 0, PATIENCE);
        job.cancel();
        session.look();
      }
      List<String> growing = Flatness.growing(session.taskManager());
      assertThat(growing, hasItem(startsWith("threads: ")));
      assertThat(growing, hasItem(startsWith("class loaders: ")));
      assertThat(growing, hasItem(startsWith("MiB of metaspace: ")));
    }
  }

  private static int answers(LiveStream stream) {
    AtomicInteger answers = new AtomicInteger();
    stream.forEachAction(record -> answers.incrementAndGet());
    return answers.get();
  }

  private static List<String> growing(List<ProcessFigures> runs) {
    return Flatness.growing(runs.subList(Math.min(WARM_UP, runs.size()), runs.size()));
  }

  private static void report(List<ProcessFigures> runs) throws IOException {
    ProcessFigures first = runs.get(Math.min(WARM_UP, runs.size() - 1));
    ProcessFigures last = runs.get(runs.size() - 1);
    String json =
        String.format(
            Locale.ROOT,
            "{\"runs\":%d,\"metaspace_first_mb\":%.1f,\"metaspace_last_mb\":%.1f,"
                + "\"threads_first\":%d,\"threads_last\":%d,\"rss_first_mb\":%.1f,"
                + "\"rss_last_mb\":%.1f,\"class_loaders_first\":%d,\"class_loaders_last\":%d}",
            runs.size(),
            first.metaspaceMebibytes(),
            last.metaspaceMebibytes(),
            first.threads(),
            last.threads(),
            first.residentMebibytes(),
            last.residentMebibytes(),
            first.classLoaders(),
            last.classLoaders());
    Files.createDirectories(REPORT.toAbsolutePath().getParent());
    Files.write(REPORT, List.of(json), UTF_8);
  }

  /** Each of its workers starts a thread that waits for ever. */
  private static final class ThreadLeavingFn extends DoFn<Integer, Integer> {
    private static final long serialVersionUID = 1L;

    @ProcessElement
    public void process(@Element Integer element, OutputReceiver<Integer> output) {
      CountDownLatch never = new CountDownLatch(1);
      Thread left =
          new Thread(
              () -> {
                try {
                  never.await();
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              },
              "left-behind");
      left.setDaemon(true);
      left.start();
      output.output(element);
    }
  }
}
