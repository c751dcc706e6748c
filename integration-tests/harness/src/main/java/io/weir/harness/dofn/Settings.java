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

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.TimestampedValue;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.WindowingStrategy;
import org.jspecify.annotations.Nullable;

/** What {@link DoFnSchedules} is told. A copy is changed, never one that is in use. */
final class Settings<InputT, OutputT> {
  /** How outputs are compared with those of the quiet run. */
  enum Agreement {
    ANY_ORDER,
    ORDER_OF_KEYS,
    NONE
  }

  final Supplier<? extends DoFn<InputT, OutputT>> fn;
  final Map<TupleTag<?>, Coder<?>> outputs;
  final List<Consumer<? super Outcome<OutputT>>> checks;
  final Map<String, LongSupplier> balances;
  @Nullable Coder<InputT> input;
  @Nullable TupleTag<OutputT> mainOutput;
  List<TimestampedValue<InputT>> elements = List.of();
  WindowingStrategy<?, ?> windowing = WindowingStrategy.globalDefault();
  PipelineOptions options = PipelineOptionsFactory.create();
  long seed = 1;
  int schedules = 1_000;
  Order order = Order.ANY;
  boolean restores = true;
  boolean failures = true;
  boolean duplicates;
  boolean keepsOutputs;
  boolean likeDirect;
  boolean stateMayRemain;
  boolean timersMayRemain;
  Duration longestPause = Duration.ofMinutes(1);
  Agreement agreement = Agreement.ANY_ORDER;
  Function<Output<?>, ? extends @Nullable Object> keyOfOutput = Settings::noKey;
  Function<Output<OutputT>, List<?>> items = List::of;
  @Nullable Function<InputT, ?> idOfInput;
  @Nullable Function<Output<?>, ? extends Iterable<?>> idsOfOutput;
  String expression = "schedules()";

  Settings(Supplier<? extends DoFn<InputT, OutputT>> fn) {
    this.fn = fn;
    this.outputs = new LinkedHashMap<>();
    this.checks = new ArrayList<>();
    this.balances = new LinkedHashMap<>();
  }

  private Settings(Settings<InputT, OutputT> that) {
    this.fn = that.fn;
    this.outputs = new LinkedHashMap<>(that.outputs);
    this.checks = new ArrayList<>(that.checks);
    this.balances = new LinkedHashMap<>(that.balances);
    this.input = that.input;
    this.mainOutput = that.mainOutput;
    this.elements = that.elements;
    this.windowing = that.windowing;
    this.options = that.options;
    this.seed = that.seed;
    this.schedules = that.schedules;
    this.order = that.order;
    this.restores = that.restores;
    this.failures = that.failures;
    this.duplicates = that.duplicates;
    this.keepsOutputs = that.keepsOutputs;
    this.likeDirect = that.likeDirect;
    this.stateMayRemain = that.stateMayRemain;
    this.timersMayRemain = that.timersMayRemain;
    this.longestPause = that.longestPause;
    this.agreement = that.agreement;
    this.keyOfOutput = that.keyOfOutput;
    this.items = that.items;
    this.idOfInput = that.idOfInput;
    this.idsOfOutput = that.idsOfOutput;
    this.expression = that.expression;
  }

  Settings<InputT, OutputT> with(Consumer<Settings<InputT, OutputT>> change) {
    Settings<InputT, OutputT> copy = new Settings<>(this);
    change.accept(copy);
    return copy;
  }

  private static Object noKey(Output<?> output) {
    return "";
  }
}
