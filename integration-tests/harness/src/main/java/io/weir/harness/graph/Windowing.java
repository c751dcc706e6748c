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
package io.weir.harness.graph;

import org.apache.beam.model.pipeline.v1.RunnerApi.AccumulationMode;
import org.apache.beam.model.pipeline.v1.RunnerApi.Components;
import org.apache.beam.model.pipeline.v1.RunnerApi.FunctionSpec;
import org.apache.beam.model.pipeline.v1.RunnerApi.Trigger.TriggerCase;
import org.apache.beam.model.pipeline.v1.RunnerApi.WindowingStrategy;

/** How a collection is windowed, in a phrase behind its coder; nothing where it is as always. */
final class Windowing {

  /** Stands behind the coder of a bounded collection. */
  static final String BOUNDED = "; bounded";

  private static final String BEGIN = "; ";
  private static final String IN = "in ";
  private static final String GLOBAL = "beam:window_fn:global_windows:v1";

  private final Components components;

  Windowing(Components components) {
    this.components = components;
  }

  /** The coder alone, of a collection's text. */
  static String coderOf(String collection) {
    int begin = collection.indexOf(BEGIN);
    return begin < 0 ? collection : collection.substring(0, begin);
  }

  /** The kind of windows alone, without their size, of a collection's text. */
  static String kindOf(String collection) {
    int begin = collection.indexOf(BEGIN + IN);
    return begin < 0
        ? GLOBAL
        : collection.substring(begin + BEGIN.length() + IN.length()).split("[#;]", 2)[0];
  }

  String of(String id) {
    WindowingStrategy strategy = components.getWindowingStrategiesOrThrow(id);
    FunctionSpec windows = strategy.getWindowFn();
    StringBuilder text = new StringBuilder();
    if (!windows.getUrn().equals(GLOBAL)) {
      text.append(BEGIN).append(IN).append(windows.getUrn());
      if (!windows.getPayload().isEmpty()) {
        text.append('#').append(Fingerprint.of(windows.getPayload().toByteArray()));
      }
    }
    TriggerCase trigger = strategy.getTrigger().getTriggerCase();
    if (trigger != TriggerCase.DEFAULT && trigger != TriggerCase.TRIGGER_NOT_SET) {
      text.append(BEGIN)
          .append("fires ")
          .append(trigger)
          .append('#')
          .append(Fingerprint.of(strategy.getTrigger().toByteArray()));
    }
    if (strategy.getAccumulationMode() == AccumulationMode.Enum.ACCUMULATING) {
      text.append(BEGIN).append("accumulating");
    }
    if (strategy.getAllowedLateness() != 0) {
      text.append(BEGIN).append("late by ").append(strategy.getAllowedLateness()).append(" ms");
    }
    return text.toString();
  }
}
