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

package io.weir.benchmarks;

import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.metrics.MetricResults;
import org.joda.time.Duration;

/** What {@link NativeJobRunner} returns: whoever wants to know more asks Flink. */
final class Submitted implements PipelineResult {

  @Override
  public State getState() {
    return State.UNKNOWN;
  }

  @Override
  public State cancel() {
    throw new UnsupportedOperationException("the job is Flink's: cancel it there");
  }

  @Override
  public State waitUntilFinish(Duration duration) {
    return waitUntilFinish();
  }

  @Override
  public State waitUntilFinish() {
    throw new UnsupportedOperationException("the job is Flink's: wait for it there");
  }

  @Override
  public MetricResults metrics() {
    throw new UnsupportedOperationException("the job's metrics are Flink's");
  }
}
