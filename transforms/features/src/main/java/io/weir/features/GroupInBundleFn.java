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
package io.weir.features;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.KV;
import org.joda.time.Duration;
import org.joda.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Lets the observations of a key that one bundle brings travel together, so that the stateful step
 * behind it is asked once for them: one element, one write of what waits, one look at its timer.
 *
 * <p>A group has the timestamp of its earliest. It is not late: no runner lets the watermark pass
 * an element before its bundle is done. Flink's keeps it while a bundle is open ({@code
 * DoFnOperator.maybeEmitWatermark} of Beam 2.70).
 */
final class GroupInBundleFn extends DoFn<KV<String, Observation>, KV<String, List<Observation>>> {
  private static final long serialVersionUID = 1L;

  /** A bundle of a bounded source may be all of it, and must not be held in memory. */
  static final int MOST = 10_000;

  private transient @Nullable Map<String, List<Observation>> groups;
  private transient int gathered;

  /** Forgets what a bundle left that was broken off. */
  @StartBundle
  public void start() {
    groups().clear();
    gathered = 0;
  }

  @ProcessElement
  public void process(
      @Element KV<String, Observation> element,
      @Timestamp Instant timestamp,
      OutputReceiver<KV<String, List<Observation>>> output) {
    Observation observation = element.getValue();
    if (observation.eventTimeMillis != timestamp.getMillis()) {
      throw new IllegalArgumentException(
          String.format(
              "the %s has the element timestamp %d; in EVENT_TIME it must be the event time: what"
                  + " comes behind the watermark is not for this discipline",
              observation, timestamp.getMillis()));
    }
    groups().computeIfAbsent(element.getKey(), key -> new ArrayList<>()).add(observation);
    gathered++;
    if (gathered == MOST) {
      release(output::outputWithTimestamp);
    }
  }

  @FinishBundle
  public void finish(FinishBundleContext context) {
    release((group, earliest) -> context.output(group, earliest, GlobalWindow.INSTANCE));
  }

  private void release(BiConsumer<KV<String, List<Observation>>, Instant> output) {
    groups()
        .forEach(
            (key, group) ->
                output.accept(
                    KV.of(key, group), Instant.ofEpochMilli(EventTimeFn.earliestOf(group))));
    groups().clear();
    gathered = 0;
  }

  /** A full group leaves with an element that may be later than the group's earliest. */
  @Override
  @Deprecated
  @SuppressWarnings("InlineMeSuggester") // Beam calls it
  public Duration getAllowedTimestampSkew() {
    return Duration.millis(Long.MAX_VALUE);
  }

  private Map<String, List<Observation>> groups() {
    Map<String, List<Observation>> groups = this.groups;
    if (groups == null) {
      groups = new HashMap<>();
      this.groups = groups;
    }
    return groups;
  }
}
