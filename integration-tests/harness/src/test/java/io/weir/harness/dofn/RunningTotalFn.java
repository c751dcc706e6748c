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
package io.weir.harness.dofn;

import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.state.StateSpec;
import org.apache.beam.sdk.state.StateSpecs;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;

/** The sum of a key up to each of its elements: the example of the manual. */
final class RunningTotalFn extends DoFn<KV<String, Integer>, KV<String, Integer>> {
  private static final long serialVersionUID = 1L;

  @StateId("total")
  @SuppressWarnings("unused") // read by Beam
  private final StateSpec<ValueState<Integer>> totalSpec = StateSpecs.value(VarIntCoder.of());

  @ProcessElement
  public void process(
      @Element KV<String, Integer> element,
      @StateId("total") ValueState<Integer> total,
      OutputReceiver<KV<String, Integer>> output) {
    Integer before = total.read();
    int now = element.getValue() + (before == null ? 0 : before);
    total.write(now);
    output.output(KV.of(element.getKey(), now));
  }
}
