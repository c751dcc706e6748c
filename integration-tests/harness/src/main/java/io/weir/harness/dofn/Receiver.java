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
import java.util.Arrays;
import java.util.List;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.util.WindowedValueMultiReceiver;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.WindowedValue;

/** Takes the outputs; slow, or not at all, where the schedule says so. */
final class Receiver implements WindowedValueMultiReceiver {
  private final Plan<?, ?> plan;
  private final Clocks clocks;
  private final Violations violations;
  private final Unchanged inBundle;
  private List<Output<?>> outputs = new ArrayList<>();

  /** How many it takes before it throws; negative for no end. */
  private long patience = -1;

  private long nextTakesMillis;
  private boolean refused;

  Receiver(Plan<?, ?> plan, Clocks clocks, Violations violations) {
    this.plan = plan;
    this.clocks = clocks;
    this.violations = violations;
    this.inBundle = new Unchanged(Law.OUTPUT_CHANGED, violations);
  }

  void refuseAfter(long more) {
    patience = more;
  }

  void nextTakes(long millis) {
    nextTakesMillis = millis;
  }

  boolean hasRefused() {
    return refused;
  }

  int size() {
    return outputs.size();
  }

  List<Output<?>> outputs() {
    return outputs;
  }

  /** A fresh worker goes on with so many that are kept. */
  void restart(int kept) {
    outputs = new ArrayList<>(outputs.subList(0, kept));
    inBundle.forget();
    patience = -1;
    nextTakesMillis = 0;
    refused = false;
  }

  /** Throws unless all is well with what came in the bundle. */
  void bundleEnded() {
    inBundle.check();
    if (refused) {
      throw violations.abandon(
          Law.FAILURE_SWALLOWED,
          "the receiver threw, and the bundle ended all the same: that output is lost",
          null);
    }
  }

  @Override
  public <T> void output(TupleTag<T> tag, WindowedValue<T> output) {
    if (patience == 0) {
      patience = -1;
      refused = true;
    }
    if (refused) {
      throw new RefusedException();
    }
    if (patience > 0) {
      patience--;
    }
    clocks.pass(nextTakesMillis);
    nextTakesMillis = 0;
    Coder<T> coder = plan.coder(tag);
    byte[] bytes = Codes.bytes(coder, output.getValue());
    T value = Codes.checked(coder, bytes, "an output", violations);
    inBundle.watch(coder, output.getValue(), bytes);
    if (clocks.isBehind(output.getTimestamp())) {
      violations.add(
          Law.OUTPUT_IS_LATE,
          "%s is put out with the timestamp %s, but the output watermark is at %s",
          value,
          output.getTimestamp().getMillis(),
          clocks.outputWatermark.getMillis());
    }
    outputs.add(
        new Output<>(
            tag.getId(),
            value,
            structure(coder, value, bytes),
            output.getTimestamp(),
            output.getWindows()));
  }

  private static <T> Object structure(Coder<T> coder, T value, byte[] bytes) {
    Object structure = coder.structuralValue(value);
    return structure == null ? Arrays.toString(bytes) : structure;
  }
}
