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
package io.weir.harness.sink;

import io.weir.harness.fault.Fault;
import io.weir.harness.fault.FaultPlan;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.values.KV;
import org.joda.time.Instant;

/** Makes lines of elements, by key: when each came, then what it is. */
final class DescribeFn<T> extends DoFn<T, KV<String, String>> {
  private static final long serialVersionUID = 1L;

  private final Canonical<T> canonical;
  private final FaultPlan plan;
  private transient int inBundle;

  DescribeFn(Canonical<T> canonical, FaultPlan plan) {
    this.canonical = canonical;
    this.plan = plan;
  }

  @StartBundle
  public void startBundle() {
    inBundle = 0;
  }

  @ProcessElement
  public void process(
      @Element T element,
      @Timestamp Instant timestamp,
      BoundedWindow window,
      OutputReceiver<KV<String, String>> output) {
    inBundle++;
    Fields fields = new Fields();
    canonical.write(element, fields);
    // Behind the next shuffle a runner owes no order any more.
    output.output(
        KV.of(fields.key(), System.nanoTime() + "\t" + Line.of(timestamp, window, fields)));
  }

  @FinishBundle
  public void finishBundle() {
    if (inBundle > 0 && plan.strikes(Fault.FINISH_BUNDLE)) {
      throw plan.failure();
    }
  }
}
