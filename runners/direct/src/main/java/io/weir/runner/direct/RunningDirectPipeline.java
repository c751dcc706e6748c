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
package io.weir.runner.direct;

import io.weir.launcher.run.RunningPipeline;
import org.apache.beam.runners.direct.DirectRunner.DirectPipelineResult;
import org.apache.beam.sdk.PipelineResult;
import org.joda.time.Duration;
import org.jspecify.annotations.Nullable;

/** A pipeline on the Direct runner. */
final class RunningDirectPipeline implements RunningPipeline {
  /** The Direct runner tells of a failure only to somebody who waits; 0 would be for ever. */
  private static final Duration GLANCE = Duration.millis(1);

  private static final Duration CLOSING_PATIENCE = Duration.standardSeconds(10);

  private final DirectPipelineResult result;
  private @Nullable Throwable failure;
  private boolean cancelled;

  RunningDirectPipeline(DirectPipelineResult result) {
    this.result = result;
  }

  @Override
  public synchronized State state() {
    if (failure != null) {
      return State.FAILED;
    }
    try {
      PipelineResult.State reached = result.waitUntilFinish(GLANCE);
      return state(reached == null ? PipelineResult.State.RUNNING : reached);
    } catch (RuntimeException e) {
      failure = e;
      return State.FAILED;
    }
  }

  private State state(PipelineResult.State reached) {
    switch (reached) {
      case DONE:
        return State.FINISHED;
      case FAILED:
        return State.FAILED;
      case CANCELLED:
        return State.CANCELLED;
      default:
        return cancelled ? State.CANCELLED : State.RUNNING;
    }
  }

  @Override
  public synchronized @Nullable Throwable failure() {
    return failure;
  }

  @Override
  public synchronized void close() {
    if (state() != State.RUNNING) {
      return;
    }
    cancelled = true;
    result.cancel();
    try {
      result.waitUntilFinish(CLOSING_PATIENCE);
    } catch (RuntimeException e) {
      // What a cancelled pipeline fails with is of no interest.
    }
  }
}
