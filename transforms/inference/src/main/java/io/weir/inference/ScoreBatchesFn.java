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
package io.weir.inference;

import java.util.List;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TimestampedValue;

/** Scores lists of elements like {@link ScoreFn}, each element at its own time. */
final class ScoreBatchesFn<T> extends DoFn<List<TimestampedValue<T>>, KV<T, Prediction>> {
  private static final long serialVersionUID = 1L;

  private final ScoreFn<T> scorer;

  ScoreBatchesFn(ScoreFn<T> scorer) {
    this.scorer = scorer;
  }

  @Setup
  public void setup() throws Exception {
    scorer.setup();
  }

  @StartBundle
  public void startBundle() {
    scorer.startBundle();
  }

  @ProcessElement
  public void process(@Element List<TimestampedValue<T>> batch, BoundedWindow window)
      throws Exception {
    for (TimestampedValue<T> element : batch) {
      scorer.processElement(element.getValue(), element.getTimestamp(), window);
    }
  }

  @FinishBundle
  public void finishBundle(FinishBundleContext context) throws Exception {
    scorer.finish(context::output, context::output);
  }

  @Teardown
  public void teardown() {
    scorer.teardown();
  }
}
