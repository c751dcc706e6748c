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

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.state.BagState;
import org.apache.beam.sdk.state.CombiningState;
import org.apache.beam.sdk.state.MapState;
import org.apache.beam.sdk.state.MultimapState;
import org.apache.beam.sdk.state.OrderedListState;
import org.apache.beam.sdk.state.SetState;
import org.apache.beam.sdk.state.State;
import org.apache.beam.sdk.state.StateSpec;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.transforms.Combine.CombineFn;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TimestampedValue;

/**
 * How the content of a state cell is taken out of it and put into a fresh one: item by item, each
 * with its coder.
 */
final class CellCodec {
  final Coder<Object> coder;
  private final Function<State, Iterable<Object>> reader;
  private final BiConsumer<State, Object> writer;

  private CellCodec(
      Coder<?> coder, Function<State, Iterable<Object>> reader, BiConsumer<State, Object> writer) {
    this.coder = unchecked(coder);
    this.reader = reader;
    this.writer = writer;
  }

  static CellCodec of(StateSpec<?> spec) {
    return spec.match(new Kinds());
  }

  Iterable<Object> read(State cell) {
    return reader.apply(cell);
  }

  void write(State cell, Object item) {
    writer.accept(cell, item);
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // as the spec says
  private static <T> T unchecked(Object object) {
    return (T) object;
  }

  private static Iterable<Object> oneOrNone(Object value) {
    return value == null ? List.of() : Collections.singletonList(value);
  }

  private static final class Kinds implements StateSpec.Cases<CellCodec> {
    @Override
    public CellCodec dispatchValue(Coder<?> valueCoder) {
      return new CellCodec(
          valueCoder,
          cell -> oneOrNone(CellCodec.<ValueState<Object>>unchecked(cell).read()),
          (cell, item) -> CellCodec.<ValueState<Object>>unchecked(cell).write(item));
    }

    @Override
    public CellCodec dispatchBag(Coder<?> elementCoder) {
      return new CellCodec(
          elementCoder,
          cell -> CellCodec.<BagState<Object>>unchecked(cell).read(),
          (cell, item) -> CellCodec.<BagState<Object>>unchecked(cell).add(item));
    }

    @Override
    public CellCodec dispatchOrderedList(Coder<?> elementCoder) {
      return new CellCodec(
          TimestampedValue.TimestampedValueCoder.of(elementCoder),
          cell -> unchecked(CellCodec.<OrderedListState<Object>>unchecked(cell).read()),
          (cell, item) -> CellCodec.<OrderedListState<Object>>unchecked(cell).add(unchecked(item)));
    }

    @Override
    public CellCodec dispatchCombining(CombineFn<?, ?, ?> combineFn, Coder<?> accumulatorCoder) {
      return new CellCodec(
          accumulatorCoder,
          cell ->
              oneOrNone(
                  CellCodec.<CombiningState<Object, Object, Object>>unchecked(cell).getAccum()),
          (cell, item) ->
              CellCodec.<CombiningState<Object, Object, Object>>unchecked(cell).addAccum(item));
    }

    @Override
    public CellCodec dispatchMap(Coder<?> keyCoder, Coder<?> valueCoder) {
      return new CellCodec(
          KvCoder.of(keyCoder, valueCoder),
          cell -> entries(CellCodec.<MapState<Object, Object>>unchecked(cell).entries().read()),
          (cell, item) -> {
            KV<Object, Object> entry = unchecked(item);
            CellCodec.<MapState<Object, Object>>unchecked(cell)
                .put(entry.getKey(), entry.getValue());
          });
    }

    @Override
    public CellCodec dispatchMultimap(Coder<?> keyCoder, Coder<?> valueCoder) {
      return new CellCodec(
          KvCoder.of(keyCoder, valueCoder),
          cell ->
              entries(CellCodec.<MultimapState<Object, Object>>unchecked(cell).entries().read()),
          (cell, item) -> {
            KV<Object, Object> entry = unchecked(item);
            CellCodec.<MultimapState<Object, Object>>unchecked(cell)
                .put(entry.getKey(), entry.getValue());
          });
    }

    @Override
    public CellCodec dispatchSet(Coder<?> elementCoder) {
      return new CellCodec(
          elementCoder,
          cell -> CellCodec.<SetState<Object>>unchecked(cell).read(),
          (cell, item) -> CellCodec.<SetState<Object>>unchecked(cell).add(item));
    }

    private static Iterable<Object> entries(
        Iterable<? extends Map.Entry<Object, ? extends Object>> entries) {
      List<Object> all = new ArrayList<>();
      entries.forEach(entry -> all.add(KV.of(entry.getKey(), entry.getValue())));
      return all;
    }
  }
}
