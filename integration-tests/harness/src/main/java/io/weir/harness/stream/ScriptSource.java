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
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.io.UnboundedSource;
import org.apache.beam.sdk.options.PipelineOptions;
import org.jspecify.annotations.Nullable;

/** Splits of a script. */
final class ScriptSource<T> extends UnboundedSource<T, ScriptMark> {
  private static final long serialVersionUID = 1L;

  private final Coder<T> coder;
  private final ArrayList<ArrayList<Step>> splits;
  private final FaultPlan plan;
  private final int bundle;

  private ScriptSource(
      Coder<T> coder, List<? extends List<Step>> splits, FaultPlan plan, int bundle) {
    this.coder = coder;
    this.splits = new ArrayList<>();
    splits.forEach(split -> this.splits.add(new ArrayList<>(split)));
    this.plan = plan;
    this.bundle = bundle;
  }

  static <T> ScriptSource<T> of(Script<T> script, FaultPlan plan, int bundle) {
    return new ScriptSource<>(
        script.coder(), script.waitingFor(plan.fault(), plan.element()).splits(), plan, bundle);
  }

  @Override
  public List<ScriptSource<T>> split(int desired, PipelineOptions options) {
    List<ScriptSource<T>> sources = new ArrayList<>();
    for (ArrayList<Step> split : splits) {
      sources.add(new ScriptSource<>(coder, List.of(split), plan, bundle));
    }
    return sources;
  }

  @Override
  public UnboundedReader<T> createReader(PipelineOptions options, @Nullable ScriptMark mark) {
    if (splits.size() != 1) {
      throw new IllegalStateException("the runner did not split the source");
    }
    return new ScriptReader<>(this, splits.get(0), mark == null ? 0 : mark.position());
  }

  FaultPlan plan() {
    return plan;
  }

  /** How many elements it gives before it says, once, that there is none. */
  int bundle() {
    return bundle;
  }

  @Override
  public Coder<T> getOutputCoder() {
    return coder;
  }

  @Override
  public Coder<ScriptMark> getCheckpointMarkCoder() {
    return new ScriptMarkCoder();
  }
}
