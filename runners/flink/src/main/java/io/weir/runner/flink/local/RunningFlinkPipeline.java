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
package io.weir.runner.flink.local;

import io.weir.launcher.run.RunningPipeline;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.client.JobCancellationException;
import org.jspecify.annotations.Nullable;

/** A job on the embedded Flink. */
final class RunningFlinkPipeline implements RunningPipeline {
  private static final Duration CANCEL_PATIENCE = Duration.ofSeconds(10);

  private final EmbeddedFlink flink;
  private final JobClient job;
  private final CompletableFuture<JobExecutionResult> end;

  RunningFlinkPipeline(EmbeddedFlink flink, JobClient job) {
    this.flink = flink;
    this.job = job;
    this.end = job.getJobExecutionResult();
  }

  @Override
  public State state() {
    if (!end.isDone()) {
      return State.RUNNING;
    }
    Throwable failure = endedWith();
    if (failure == null) {
      return State.FINISHED;
    }
    return cancelled(failure) ? State.CANCELLED : State.FAILED;
  }

  @Override
  public @Nullable Throwable failure() {
    Throwable failure = end.isDone() ? endedWith() : null;
    return failure == null || cancelled(failure) ? null : failure;
  }

  private @Nullable Throwable endedWith() {
    try {
      end.join();
      return null;
    } catch (CompletionException e) {
      return e.getCause() == null ? e : e.getCause();
    } catch (CancellationException e) {
      return e;
    }
  }

  private static boolean cancelled(Throwable failure) {
    return failure instanceof JobCancellationException || failure instanceof CancellationException;
  }

  @Override
  public void close() {
    try {
      if (!end.isDone()) {
        job.cancel().get(CANCEL_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        end.handle((result, failure) -> true)
            .get(CANCEL_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (ExecutionException | TimeoutException e) {
      // It goes with the cluster.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      flink.close();
    }
  }
}
