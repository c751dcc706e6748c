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
package io.weir.inference;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * What the models of a routing have done in this process so far, for pages and exporters that live
 * in it: runners count only what they are asked to. Immutable.
 */
public final class LaneStatus {
  private static final Map<String, Activity> ACTIVITIES = new ConcurrentSkipListMap<>();

  private final String name;
  private final String lane;
  private final String version;
  private final long calls;
  private final long failedCalls;
  private final long rows;
  private final String circuit;

  private LaneStatus(String name, Activity activity) {
    this.name = name;
    this.lane = activity.lane;
    this.version = activity.version;
    this.calls = activity.calls.sum();
    this.failedCalls = activity.failedCalls.sum();
    this.rows = activity.rows.sum();
    this.circuit = activity.circuit.toLowerCase(Locale.ROOT);
  }

  /** One for each name under which a model was asked, in the order of the names. */
  public static List<LaneStatus> ofProcess() {
    List<LaneStatus> all = new ArrayList<>();
    ACTIVITIES.forEach((name, activity) -> all.add(new LaneStatus(name, activity)));
    return all;
  }

  static Activity activity(String name, Model model) {
    return ACTIVITIES.compute(
        name,
        (unused, known) -> {
          Activity activity = known == null ? new Activity() : known;
          activity.lane = model.description().lane().label();
          return activity;
        });
  }

  /** The name in the routing. */
  public String name() {
    return name;
  }

  /** The label of its {@link Lane}. */
  public String lane() {
    return lane;
  }

  /** The version that gave its last answer, whether it was used or only compared; empty without. */
  public String version() {
    return version;
  }

  /** Batches that it was asked for, each with all attempts. */
  public long calls() {
    return calls;
  }

  /** Batches that failed. */
  public long failedCalls() {
    return failedCalls;
  }

  /** Rows in all batches. */
  public long rows() {
    return rows;
  }

  /**
   * {@code closed}, {@code open} or {@code probing} at its last call; {@code closed} without one.
   */
  public String circuit() {
    return circuit;
  }

  /** What one model does, counted by many. */
  static final class Activity {
    final LongAdder calls = new LongAdder();
    final LongAdder failedCalls = new LongAdder();
    final LongAdder rows = new LongAdder();
    volatile String lane = "";
    volatile String version = "";
    volatile String circuit = "closed";

    void called(int batchRows, boolean failed, Model model) {
      calls.increment();
      rows.add(batchRows);
      if (failed) {
        failedCalls.increment();
      }
      if (model instanceof GuardedModel) {
        circuit = ((GuardedModel) model).circuit().name();
      }
    }
  }
}
