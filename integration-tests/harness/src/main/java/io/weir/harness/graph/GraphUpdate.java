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
 * Whether a new release of a graph can take over what a running one has kept: as Dataflow's
 * compatibility check of a replacement job decides [1][2], and so that Flink's savepoint still fits
 * [4]. What one of the two does not take is a problem.
 *
 * <ul>
 *   <li>Every step is there again under its full name, or {@link #renaming} says what became of it.
 *       Dataflow finds what it has kept by these names and does not take a graph in which one is
 *       missing and is not mapped [1][2]. Flink's operators have them as their ids [5]: a savepoint
 *       with state under an id that is gone is not taken either, or that state is dropped where one
 *       agrees to it [4]. Flink knows no mapping.
 *   <li>A step that keeps something is there, not just spoken of: one with state or timers, a
 *       source, a splittable DoFn, one that groups by key or reads a side input. Dataflow may not
 *       take a graph without it [2].
 *   <li>Its key, state cells, timers and restriction have the same kinds and coders, and what it
 *       reads has, too. Dataflow does not take another coder [2][3]. Flink takes it, because Beam's
 *       serialisers say of all coders that they fit [5], and decodes old bytes by the new coder.
 *   <li>No step gets a side input, or loses one [2].
 *   <li>What a step writes keeps its coder [2][3]: elements may be on their way.
 *   <li>It also keeps its kind of windows. Their size and the trigger may change, which what is
 *       buffered already does not follow; of other kinds of windows the result cannot be predicted
 *       [1][2].
 * </ul>
 *
 * <p>Steps may be added. Not confirmed by any of the documents, and so forbidden here, is to add a
 * state cell or a timer to a step or to take one away: Flink starts an added one empty [4],
 * Dataflow's documents are silent.
 *
 * <p>What the graph does not show is not seen: what a coder does inside, the fields of a Beam
 * schema, which steps Dataflow fuses, the region, which must stay [2], Flink's maximum parallelism.
 * Beam's own transforms change from release to release: an update that also brings another Beam is
 * made with {@code --updateCompatibilityVersion} as the running one's.
 *
 * <pre>{@code
 * List<String> problems = GraphUpdate.of(released, next).problems();
 * }</pre>
 *
 * <ol>
 *   <li><a href="https://cloud.google.com/dataflow/docs/guides/updating-a-pipeline">Dataflow:
 *       update an existing pipeline</a>
 *   <li>Google's course "Serverless Data Processing with Dataflow: Operations", on updates of
 *       streaming pipelines
 *   <li><a href="https://github.com/apache/beam/issues/30357">Beam, issue 30357</a>: "The Coder or
 *       type for step … has changed"
 *   <li><a href="https://nightlies.apache.org/flink/flink-docs-stable/docs/ops/upgrading/">Flink:
 *       upgrading applications</a>, "Application State Compatibility"
 *   <li>Beam 2.70's Flink runner: {@code FlinkStreamingTransformTranslators}, {@code
 *       UnversionedTypeSerializerSnapshot}
 * </ol>
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
   * Like this one but with steps that have new names or none, as in Dataflow's {@code
   * --transformNameMapping}.
   *
   * @param names by a step's or a composite's old full name, the new one, empty if it is deleted;
   *     the longest that fits a step counts
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
      String name = mapping.of(before.name());
      Step after = next.step(name);
      if (after != null) {
        for (String change : changes(before, after)) {
          problems.add(before.name() + ": " + change);
        }
      } else if (keeps(before)) {
        problems.add(before.name() + ": is gone, with " + kept(before) + hint(before, taken));
      } else if (!name.equals(NameMapping.DELETED)) {
        problems.add(before.name() + ": is gone, which the update must be told");
      }
    }
    return Collections.unmodifiableList(problems);
  }

  private List<String> changes(Step before, Step after) {
    List<String> changes = new ArrayList<>();
    if (keeps(before) && !before.urn().equals(after.urn())) {
      changes.add(GraphDifference.change("the URN", before.urn(), after.urn()));
    }
    for (String kind : List.of(Step.KEY, Step.RESTRICTION, Step.STATE, Step.TIMER)) {
      compare(before.partsOf(kind), after.partsOf(kind), changes);
    }
    String read = running.coderOfInput(before);
    String reads = next.coderOfInput(after);
    if (keeps(before) && changes.isEmpty() && !read.equals(reads)) {
      changes.add(GraphDifference.change("the coder of what it reads", read, reads));
    }
    Map<String, String> sides = before.partsOf(Step.SIDE);
    if (!sides.keySet().equals(after.partsOf(Step.SIDE).keySet())) {
      changes.add(
          GraphDifference.change(
              "the side inputs",
              sides.keySet().toString(),
              after.partsOf(Step.SIDE).keySet().toString()));
    }
    before.partsOf(Step.OUT).forEach((output, text) -> compare(output, text, after, changes));
    return changes;
  }

  private static void compare(String output, String text, Step after, List<String> changes) {
    String now = after.part(output);
    if (now == null) {
      return;
    }
    String coder = Windowing.coderOf(text);
    if (!Windowing.coderOf(now).equals(coder)) {
      changes.add(GraphDifference.change("the coder of " + output, coder, Windowing.coderOf(now)));
    }
    String windows = Windowing.kindOf(text);
    if (!Windowing.kindOf(now).equals(windows)) {
      changes.add(
          GraphDifference.change("the windows of " + output, windows, Windowing.kindOf(now)));
    }
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
