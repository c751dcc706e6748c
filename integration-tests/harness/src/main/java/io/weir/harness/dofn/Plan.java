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

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.beam.runners.core.LateDataUtils;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.reflect.DoFnSignature;
import org.apache.beam.sdk.transforms.reflect.DoFnSignatures;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.transforms.windowing.WindowFn;
import org.apache.beam.sdk.values.TimestampedValue;
import org.apache.beam.sdk.values.TupleTag;
import org.joda.time.Instant;
import org.jspecify.annotations.Nullable;

/** What is the same in every schedule of one specification: worked out once. */
final class Plan<InputT, OutputT> {
  final Settings<InputT, OutputT> settings;
  final DoFnSignature signature;
  final Coder<InputT> input;
  final TupleTag<OutputT> mainOutput;
  final List<TupleTag<?>> sideOutputs = new ArrayList<>();
  final List<PlannedElement<InputT>> elements = new ArrayList<>();
  final Coder<BoundedWindow> windows;

  /** Null if it has no state and no timers, and so no key. */
  final @Nullable Coder<Object> keys;

  /** What is wrong before anything has come. */
  final Violations early = new Violations();

  private final Serialised fn;
  private final String name;

  Plan(Settings<InputT, OutputT> settings) {
    this.settings = settings;
    DoFn<InputT, OutputT> prototype = settings.fn.get();
    this.name = prototype.getClass().getName();
    this.signature = DoFnSignatures.signatureForDoFn(prototype);
    if (signature.processElement().isSplittable()) {
      throw new IllegalArgumentException(name + " is splittable; those are not for schedules");
    }
    StateCoders.complete(prototype, signature);
    this.fn = new Serialised(prototype);
    this.input = required(settings.input, "input");
    this.mainOutput = required(settings.mainOutput, "mainOutput");
    for (TupleTag<?> tag : settings.outputs.keySet()) {
      if (!tag.equals(mainOutput)) {
        sideOutputs.add(tag);
      }
    }
    this.windows = unchecked(settings.windowing.getWindowFn().windowCoder());
    this.keys = signature.usesState() || signature.usesTimers() ? keyCoder() : null;
    settings.elements.forEach(this::plan);
  }

  private Coder<Object> keyCoder() {
    if (!(input instanceof KvCoder)) {
      throw new IllegalArgumentException(
          name + " has state or timers, so its input must be a KvCoder; it is " + input);
    }
    Coder<Object> coder = unchecked(((KvCoder<?, ?>) input).getKeyCoder());
    try {
      coder.verifyDeterministic();
    } catch (Coder.NonDeterministicException not) {
      early.add(Law.CODER_IS_NOT_DETERMINISTIC, "the coder of the keys says: %s", not.getMessage());
    }
    return coder;
  }

  private void plan(TimestampedValue<InputT> element) {
    PlannedElement<InputT> planned =
        new PlannedElement<>(
            input,
            element.getValue(),
            element.getTimestamp(),
            assign(unchecked(settings.windowing.getWindowFn()), element));
    elements.add(planned);
  }

  /** Whether the runner drops it: its windows are over and their state is gone. */
  boolean isExpired(PlannedElement<InputT> element, Instant watermark) {
    if (keys == null) {
      return false;
    }
    for (BoundedWindow window : element.windows) {
      if (!LateDataUtils.garbageCollectionTime(window, settings.windowing).isBefore(watermark)) {
        return false;
      }
    }
    return true;
  }

  DoFn<InputT, OutputT> fresh() {
    return unchecked(fn.read());
  }

  <T> Coder<T> coder(TupleTag<T> tag) {
    Coder<?> coder = settings.outputs.get(tag);
    if (coder == null) {
      throw new IllegalStateException(
          name + " puts out to " + tag.getId() + ", which is no declared output");
    }
    return unchecked(coder);
  }

  private <W extends BoundedWindow> Collection<W> assign(
      WindowFn<Object, W> windowFn, TimestampedValue<InputT> element) {
    try {
      return windowFn.assignWindows(
          windowFn.new AssignContext() {
            @Override
            public Object element() {
              return requireNonNull(element.getValue());
            }

            @Override
            public Instant timestamp() {
              return element.getTimestamp();
            }

            @Override
            public BoundedWindow window() {
              return GlobalWindow.INSTANCE;
            }
          });
    } catch (Exception failed) {
      throw new IllegalArgumentException(windowFn + " cannot place " + element, failed);
    }
  }

  private static <T> T required(@Nullable T setting, String name) {
    if (setting == null) {
      throw new IllegalStateException(name + " is not set; it has no default");
    }
    return setting;
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // as Beam's graph says
  private static <T> T unchecked(Object object) {
    return (T) object;
  }
}
