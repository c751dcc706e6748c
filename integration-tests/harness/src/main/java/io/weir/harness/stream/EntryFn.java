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
package io.weir.harness.stream;

import io.weir.harness.fault.Fault;
import io.weir.harness.fault.FaultPlan;
import io.weir.harness.lines.LineFile;
import java.nio.file.Path;
import org.apache.beam.sdk.transforms.DoFn;
import org.joda.time.Instant;
import org.jspecify.annotations.Nullable;

/** Writes down when an element enters the graph, and fails there if that is the plan. */
final class EntryFn<T> extends DoFn<T, T> {
  private static final long serialVersionUID = 1L;

  private final String readings;
  private final FaultPlan plan;
  private transient @Nullable LineFile lines;
  private transient int seen;

  EntryFn(Path readings, FaultPlan plan) {
    this.readings = readings.toString();
    this.plan = plan;
  }

  @ProcessElement
  public void process(@Element T element, @Timestamp Instant timestamp, OutputReceiver<T> output) {
    if (lines == null) {
      lines = LineFile.in(Path.of(readings));
    }
    lines.write(Readings.line(timestamp));
    // Not at the end of the bundle: it may never come.
    lines.flush();
    boolean due = plan.fault() != Fault.ELEMENT || seen++ >= plan.element();
    if (due && (plan.strikes(Fault.AFTER_CHECKPOINT) || plan.strikes(Fault.ELEMENT))) {
      throw plan.failure();
    }
    output.output(element);
  }

  @Teardown
  public void teardown() {
    if (lines != null) {
      lines.close();
      lines = null;
    }
  }
}
