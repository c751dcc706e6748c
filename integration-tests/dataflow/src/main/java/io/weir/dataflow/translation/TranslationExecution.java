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
package io.weir.dataflow.translation;

import io.weir.dataflow.loopback.LoopbackCloud;
import io.weir.harness.execution.Execution;
import io.weir.harness.fault.FaultPlan;
import io.weir.harness.graph.JobGraph;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.beam.sdk.Pipeline;

/**
 * Translates a graph by the real Dataflow runner and submits it to a {@link LoopbackCloud}. Nothing
 * runs; what can be proven is that
 *
 * <ul>
 *   <li>the runner takes the graph: names are unique and everything can be serialised;
 *   <li>the service gets one streaming job on runner v2, with every file and the graph uploaded
 *       whole;
 *   <li>the steps of that graph are those of the pipeline, by their full names, with the coders of
 *       their outputs, keys, state and timers, and a worker can read these coders;
 *   <li>nothing but the loopback was asked for.
 * </ul>
 *
 * <p>Google's client must be told by the environment variable {@code NO_GCE_CHECK=true} not to look
 * whether this machine is one of Google's.
 */
public final class TranslationExecution implements Execution {
  private static final byte[] CLASSES = {'c', 'l', 'a', 's', 's', 'e', 's'};

  /** Used by {@code ServiceLoader}. */
  public TranslationExecution() {}

  @Override
  public String name() {
    return "dataflow-translation";
  }

  @Override
  public boolean hasOutput() {
    return false;
  }

  @Override
  public void run(Graph graph, FaultPlan plan, Path folder, Duration patience) throws Exception {
    // One file stands for the class path, which nobody needs here.
    Path staged = Files.write(folder.resolve("classes.bin"), CLASSES);
    try (LoopbackCloud cloud = LoopbackCloud.start()) {
      List<String> options = new ArrayList<>(cloud.arguments());
      options.add("--jobName=translated");
      options.add("--filesToStage=" + staged);
      submit(graph.with(options), patience);
      // The runner may replace parts of the pipeline that it submits: the measure is another one.
      check(cloud, JobGraph.of(graph.with(options)));
    }
  }

  private static void submit(Pipeline pipeline, Duration patience) throws InterruptedException {
    FutureTask<?> submission = new FutureTask<>(pipeline::run);
    Thread thread = new Thread(submission, "dataflow-submission");
    thread.setDaemon(true);
    thread.start();
    try {
      submission.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new AssertionError("Dataflow does not take the graph: " + line(e), e);
    } catch (TimeoutException e) {
      throw new AssertionError("the submission did not end within " + patience, e);
    } finally {
      submission.cancel(true);
    }
  }

  private static String line(ExecutionException failure) {
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    return String.valueOf(cause.getMessage()).replaceAll("\\s+", " ");
  }

  private static void check(LoopbackCloud cloud, JobGraph expected) {
    List<String> problems = new Submission(cloud).problems(expected, CLASSES);
    if (!problems.isEmpty()) {
      throw new AssertionError("Dataflow's service got another job: " + problems);
    }
  }
}
