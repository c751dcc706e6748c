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

import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.state.BagState;
import org.apache.beam.sdk.state.CombiningState;
import org.apache.beam.sdk.state.MapState;
import org.apache.beam.sdk.state.OrderedListState;
import org.apache.beam.sdk.state.SetState;
import org.apache.beam.sdk.state.StateSpec;
import org.apache.beam.sdk.state.StateSpecs;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Sum;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TimestampedValue;
import org.joda.time.Instant;

/** Keeps its elements in state of every kind, and says what it has kept. */
final class StateKindsFn extends DoFn<KV<String, Integer>, String> {
  private static final long serialVersionUID = 1L;

  /** Its coder is the one of its type. */
  @StateId("value")
  @SuppressWarnings("unused") // read by Beam
  private final StateSpec<ValueState<Integer>> valueSpec = StateSpecs.value();

  @StateId("bag")
  @SuppressWarnings("unused") // read by Beam
  private final StateSpec<BagState<Integer>> bagSpec = StateSpecs.bag(VarIntCoder.of());

  @StateId("set")
  @SuppressWarnings("unused") // read by Beam
  private final StateSpec<SetState<Integer>> setSpec = StateSpecs.set(VarIntCoder.of());

  @StateId("map")
  @SuppressWarnings("unused") // read by Beam
  private final StateSpec<MapState<String, Integer>> mapSpec =
      StateSpecs.map(StringUtf8Coder.of(), VarIntCoder.of());

  @StateId("list")
  @SuppressWarnings("unused") // read by Beam
  private final StateSpec<OrderedListState<Integer>> listSpec =
      StateSpecs.orderedList(VarIntCoder.of());

  @StateId("sum")
  @SuppressWarnings("unused") // read by Beam
  private final StateSpec<CombiningState<Integer, int[], Integer>> sumSpec =
      StateSpecs.combining(Sum.ofIntegers());

  @ProcessElement
  public void process(
      @Element KV<String, Integer> element,
      @Timestamp Instant timestamp,
      @StateId("value") ValueState<Integer> value,
      @StateId("bag") BagState<Integer> bag,
      @StateId("set") SetState<Integer> set,
      @StateId("map") MapState<String, Integer> map,
      @StateId("list") OrderedListState<Integer> list,
      @StateId("sum") CombiningState<Integer, int[], Integer> sum,
      OutputReceiver<String> output) {
    int number = element.getValue();
    output.output(
        value.read()
            + " "
            + bag.read()
            + " "
            + set.read()
            + " "
            + map.entries().read()
            + " "
            + list.read()
            + " "
            + sum.read());
    value.write(number);
    bag.add(number);
    set.add(number);
    map.put("m" + number, number);
    list.add(TimestampedValue.of(number, timestamp));
    sum.add(number);
  }
}
