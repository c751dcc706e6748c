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

import static java.util.Objects.requireNonNull;

import io.weir.harness.fault.FaultPlan;
import java.nio.file.Path;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.windowing.AfterWatermark;
import org.apache.beam.sdk.transforms.windowing.DefaultTrigger;
import org.apache.beam.sdk.transforms.windowing.FixedWindows;
import org.apache.beam.sdk.transforms.windowing.GlobalWindows;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PDone;
import org.joda.time.Duration;

/**
 * Writes what it gets to a folder, for {@link Collected} to read.
 *
 * <p>Beside the elements it writes which of them came before the watermark had passed their
 * timestamps: those that a window of one millisecond without allowed lateness still takes.
 *
 * @param <T> the element
 */
public final class Collect<T> extends PTransform<PCollection<T>, PDone> {
  private static final long serialVersionUID = 1L;

  static final String NUMBERED = "numbered";
  static final String ON_TIME = "on-time";

  private static final KvCoder<String, String> LINES =
      KvCoder.of(StringUtf8Coder.of(), StringUtf8Coder.of());

  private final Canonical<T> canonical;
  private final transient Path folder;
  private final FaultPlan plan;

  private Collect(Canonical<T> canonical, Path folder, FaultPlan plan) {
    this.canonical = canonical;
    this.folder = folder;
    this.plan = plan;
  }

  /**
   * Makes one.
   *
   * @param folder for this sink alone, seen by all processes of the run; need not exist
   * @param plan what goes wrong in the run
   */
  public static <T> Collect<T> into(Path folder, Canonical<T> canonical, FaultPlan plan) {
    return new Collect<>(requireNonNull(canonical, "canonical"), folder, plan);
  }

  @Override
  public PDone expand(PCollection<T> input) {
    PCollection<KV<String, String>> lines =
        input.apply("describe", ParDo.of(new DescribeFn<>(canonical, plan))).setCoder(LINES);
    lines
        .apply(
            "regardless of time",
            Window.<KV<String, String>>into(new GlobalWindows())
                .triggering(DefaultTrigger.of())
                .withAllowedLateness(Duration.ZERO)
                .discardingFiredPanes())
        .apply("number", ParDo.of(new NumberFn(folder.resolve(NUMBERED), plan)));
    lines
        .apply(
            "before the watermark",
            Window.<KV<String, String>>into(FixedWindows.of(Duration.millis(1)))
                .triggering(AfterWatermark.pastEndOfWindow())
                .withAllowedLateness(Duration.ZERO)
                .discardingFiredPanes())
        .apply("group", GroupByKey.create())
        .apply("write", ParDo.of(new OnTimeFn(folder.resolve(ON_TIME))));
    return PDone.in(input.getPipeline());
  }
}
