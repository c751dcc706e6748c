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

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What happens to one {@link org.apache.beam.sdk.transforms.DoFn DoFn}, step by step. Immutable.
 *
 * <p>Every schedule ends in the same way, which is not written down: the bundle is finished, the
 * watermark goes to the end of time, and what is due there fires.
 */
public final class Schedule {
  private final List<Step> steps;

  private Schedule(List<Step> steps) {
    this.steps = List.copyOf(steps);
  }

  /** These steps, one after another. */
  public static Schedule of(Step... steps) {
    return new Schedule(Arrays.asList(steps));
  }

  /** These steps, one after another. */
  public static Schedule of(List<Step> steps) {
    return new Schedule(steps);
  }

  /** What happens, in order; not to be changed. */
  public List<Step> steps() {
    return steps;
  }

  /** Which elements come, by their place in the specification, in order; a repeated one again. */
  public List<Integer> elements() {
    return steps.stream()
        .filter(step -> step.kind == Step.Kind.ELEMENT)
        .map(step -> (int) step.argument)
        .collect(Collectors.toList());
  }

  /** The elements that come, each once, in the order of the specification and with no fault. */
  Schedule quiet() {
    return new Schedule(
        steps.stream()
            .filter(step -> step.kind == Step.Kind.ELEMENT)
            .distinct()
            .sorted((left, right) -> Long.compare(left.argument, right.argument))
            .collect(Collectors.toList()));
  }

  /** How many times each element comes, by its index. */
  Map<Integer, Integer> deliveries() {
    Map<Integer, Integer> times = new LinkedHashMap<>();
    elements().forEach(index -> times.merge(index, 1, Integer::sum));
    return times;
  }

  /** As it is written in Java. */
  @Override
  public String toString() {
    return steps.stream()
        .map(Step::toString)
        .collect(Collectors.joining(", ", "Schedule.of(", ")"));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Schedule && ((Schedule) other).steps.equals(steps);
  }

  @Override
  public int hashCode() {
    return steps.hashCode();
  }
}
