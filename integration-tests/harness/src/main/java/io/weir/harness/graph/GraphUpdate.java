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

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Whether a new release of a graph can take over what a running one has kept: the rule of
 * Dataflow's compatibility check, as far as a graph shows it, which also keeps Flink's state.
 *
 * <ul>
 *   <li>A step that keeps something must be there again under its full name, or under the one that
 *       {@link #renaming} gives it. That are steps with state or timers, sources, splittable DoFns,
 *       steps that group by key, and those with side inputs.
 *   <li>Its key, its state cells, its timers and its restriction must have the same ids, kinds and
 *       coders. A cell that is added counts as a change too: Dataflow says that it may refuse it.
 *   <li>Side inputs may neither come nor go, on any step.
 *   <li>What a step writes keeps its coder, if the step stays: elements may be on their way.
 * </ul>
 *
 * <p>Steps that keep nothing may come, go and be renamed. What the graph does not show is not seen:
 * what a coder does inside, a Beam schema, the region, the runner's version.
 *
 * <pre>{@code
 * List<String> problems = GraphUpdate.of(released, next).problems();
 * }</pre>
 *
 * @see <a href="https://cloud.google.com/dataflow/docs/guides/updating-a-pipeline">Dataflow: update
 *     an existing pipeline, "Job compatibility check"</a>
 */
public final class GraphUpdate {
  private static final Set<String> KEEPERS =
      Set.of("beam:transform:group_by_key:v1", "beam:transform:read:v1");

  private final JobGraph running;
  private final JobGraph next;
  private final NameMapping mapping;

  private GraphUpdate(JobGraph running, JobGraph next, NameMapping mapping) {
    this.running = requireNonNull(running, "running");
    this.next = requireNonNull(next, "next");
    this.mapping = mapping;
  }

  /** The update of a running graph to the next. */
  public static GraphUpdate of(JobGraph running, JobGraph next) {
    return new GraphUpdate(running, next, NameMapping.of(Map.of()));
  }

  /**
   * Like this one but with steps that have new names, as in Dataflow's {@code
   * --transformNameMapping}.
   *
   * @param names by a step's or a composite's old full name, the new one; the longest that fits a
   *     step counts
   */
  public GraphUpdate renaming(Map<String, String> names) {
    return new GraphUpdate(running, next, NameMapping.of(names));
  }

  /** What speaks against it, a line each that begins with the step's old name; else empty. */
  public List<String> problems() {
    List<String> problems = new ArrayList<>();
    Set<String> taken = new HashSet<>();
    for (Step step : running.steps()) {
      taken.add(mapping.of(step.name()));
    }
    for (Step before : running.steps()) {
      Step after = next.step(mapping.of(before.name()));
      if (after == null) {
        if (keeps(before)) {
          problems.add(before.name() + ": is gone, with " + kept(before) + hint(before, taken));
        }
        continue;
      }
      for (String change : changes(before, after)) {
        problems.add(before.name() + ": " + change);
      }
    }
    return Collections.unmodifiableList(problems);
  }

  private static List<String> changes(Step before, Step after) {
    List<String> changes = new ArrayList<>();
    if (keeps(before) && !before.urn().equals(after.urn())) {
      changes.add(GraphDifference.change("the URN", before.urn(), after.urn()));
    }
    for (String kind : List.of(Step.KEY, Step.RESTRICTION, Step.STATE, Step.TIMER)) {
      compare(before.partsOf(kind), after.partsOf(kind), changes);
    }
    Map<String, String> sides = before.partsOf(Step.SIDE);
    if (!sides.keySet().equals(after.partsOf(Step.SIDE).keySet())) {
      changes.add(
          GraphDifference.change(
              "the side inputs",
              sides.keySet().toString(),
              after.partsOf(Step.SIDE).keySet().toString()));
    }
    before
        .partsOf(Step.OUT)
        .forEach(
            (output, text) -> {
              String now = after.part(output);
              String coder = Windowing.coderOf(text);
              if (now != null && !Windowing.coderOf(now).equals(coder)) {
                changes.add(
                    GraphDifference.change(
                        "the coder of " + output, coder, Windowing.coderOf(now)));
              }
            });
    return changes;
  }

  private static void compare(
      Map<String, String> before, Map<String, String> after, List<String> changes) {
    Set<String> parts = new HashSet<>(before.keySet());
    parts.addAll(after.keySet());
    parts.stream()
        .sorted()
        .filter(part -> !Objects.equals(before.get(part), after.get(part)))
        .forEach(
            part -> changes.add(GraphDifference.change(part, before.get(part), after.get(part))));
  }

  private static boolean keeps(Step step) {
    return KEEPERS.contains(step.urn()) || !kinds(step).isEmpty();
  }

  private static String kept(Step step) {
    List<String> kinds = kinds(step);
    return kinds.isEmpty() ? "what it has buffered" : String.join(", ", kinds);
  }

  private static List<String> kinds(Step step) {
    List<String> kinds = new ArrayList<>();
    for (String kind : List.of(Step.STATE, Step.TIMER, Step.RESTRICTION, Step.SIDE)) {
      kinds.addAll(step.partsOf(kind).keySet());
    }
    return kinds;
  }

  /** A new step that keeps the same is most likely the same. */
  private String hint(Step gone, Set<String> taken) {
    for (Step step : next.steps()) {
      if (!taken.contains(step.name())
          && step.urn().equals(gone.urn())
          && kinds(step).equals(kinds(gone))
          && keeps(gone)) {
        return "; if it is now " + step.name() + ", the update must be told so";
      }
    }
    return "";
  }
}
