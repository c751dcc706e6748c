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

import io.weir.harness.fault.FaultPlan;
import java.nio.file.Path;
import org.apache.beam.sdk.io.Read;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;

/**
 * Gives a pipeline what a script says.
 *
 * @param <T> the element
 */
public final class ReadScript<T> extends PTransform<PBegin, PCollection<T>> {
  private static final long serialVersionUID = 1L;

  private final transient Script<T> script;
  private final transient Path readings;
  private final FaultPlan plan;
  private final int bundle;
  private final boolean bounded;

  private ReadScript(Script<T> script, Path readings, FaultPlan plan, int bundle, boolean bounded) {
    this.script = script;
    this.readings = readings;
    this.plan = plan;
    this.bundle = bundle;
    this.bounded = bounded;
  }

  /**
   * Reads it as an unbounded source.
   *
   * @param readings a folder, seen by all processes of the run, for {@link Readings} to read; need
   *     not exist
   * @param plan what goes wrong in the run
   * @param bundle how many elements come without a pause
   */
  public static <T> ReadScript<T> unbounded(
      Script<T> script, Path readings, FaultPlan plan, int bundle) {
    return new ReadScript<>(script, readings, plan, bundle, false);
  }

  /** Gives its elements as a bounded collection, for runners that know no other. */
  public static <T> ReadScript<T> bounded(Script<T> script, Path readings, FaultPlan plan) {
    return new ReadScript<>(script, readings, plan, 1, true);
  }

  @Override
  public PCollection<T> expand(PBegin input) {
    PCollection<T> elements =
        bounded
            ? input.apply("create", Create.timestamped(script.elements()).withCoder(script.coder()))
            : input.apply("read", Read.from(ScriptSource.of(script, plan, bundle)));
    return elements
        .apply("fault", ParDo.of(new EntryFn<T>(readings, plan)))
        .setCoder(script.coder());
  }
}
