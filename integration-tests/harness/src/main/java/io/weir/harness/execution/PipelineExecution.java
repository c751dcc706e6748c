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
package io.weir.harness.execution;

import io.weir.harness.fault.FaultPlan;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;

/** In this process, by {@link Pipeline#run()}. */
public final class PipelineExecution implements Execution {

  /** Used by {@code ServiceLoader}. */
  public PipelineExecution() {}

  @Override
  public String name() {
    return "pipeline";
  }

  @Override
  public void run(Graph graph, FaultPlan plan, Path folder, Duration patience) throws Exception {
    Pipeline pipeline = graph.with(List.of());
    await(pipeline, patience);
  }

  static void await(Pipeline pipeline, Duration patience) throws Exception {
    FutureTask<PipelineResult.State> run =
        new FutureTask<>(
            () -> {
              PipelineResult result = pipeline.run();
              PipelineResult.State state = result.waitUntilFinish();
              return state == null ? result.getState() : state;
            });
    // Some runners run on the calling thread: it is one of its own, to be left when time is up.
    Thread thread = new Thread(run, "harness-run");
    thread.setDaemon(true);
    thread.start();
    try {
      PipelineResult.State state = run.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      if (state != PipelineResult.State.DONE) {
        throw new AssertionError("the run ended as " + state);
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Exception) {
        throw (Exception) e.getCause();
      }
      throw e;
    } catch (TimeoutException e) {
      throw new AssertionError("the run did not end within " + patience, e);
    } finally {
      run.cancel(true);
      thread.join(TimeUnit.SECONDS.toMillis(20));
    }
  }
}
