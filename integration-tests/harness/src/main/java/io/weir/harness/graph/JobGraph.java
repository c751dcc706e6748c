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
import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.beam.model.pipeline.v1.RunnerApi;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.util.construction.PipelineTranslation;
import org.jspecify.annotations.Nullable;

/**
 * What a runner is given of a pipeline: its steps with their names, coders, state and timers, in
 * Beam's own model, without the code inside them. Immutable; equal where the texts are.
 *
 * <pre>{@code
 * Pipeline pipeline = Pipeline.create(options);
 * MyPipeline.build(pipeline, options);
 * GoldenGraph.at(Path.of("src/test/resources/my-pipeline.graph")).check(JobGraph.of(pipeline));
 * }</pre>
 *
 * <p>A coder is written as its URN without {@code beam:coder:} and {@code :v1}, with its components
 * in angle brackets; one that only Java knows as {@code java} with its class, and the class that it
 * encodes where it is generic. The code of a coder, and settings inside it, are not seen. Names
 * that Beam makes up from places in the source, such as those of an output without a tag of its
 * own, are written without them.
 */
public final class JobGraph {
  private static final String HEAD = "# Steps of a job graph: name | URN | parts. Generated.\n";

  private final Map<String, Step> steps;

  private JobGraph(Map<String, Step> steps) {
    this.steps = Collections.unmodifiableMap(steps);
  }

  /** The graph of a pipeline as a portable runner would be given it. */
  public static JobGraph of(Pipeline pipeline) {
    return of(PipelineTranslation.toProto(pipeline));
  }

  /** The graph of a pipeline in Beam's model, such as one that was submitted. */
  public static JobGraph of(RunnerApi.Pipeline pipeline) {
    return of(new GraphReader(pipeline.getComponents()).steps());
  }

  /**
   * Reads a graph as {@link #text} writes it.
   *
   * @throws IllegalArgumentException if it is none: one line that says where
   */
  public static JobGraph parse(String text) {
    List<Step> steps = new ArrayList<>();
    for (String line : requireNonNull(text, "text").split("\n", -1)) {
      if (!line.isBlank() && !line.startsWith("#")) {
        steps.add(Step.parse(line));
      }
    }
    return of(steps);
  }

  private static JobGraph of(List<Step> steps) {
    Map<String, Step> byName = new TreeMap<>();
    for (Step step : steps) {
      if (byName.put(step.name(), step) != null) {
        throw new IllegalArgumentException("two steps have the name " + step.name());
      }
    }
    return new JobGraph(byName);
  }

  /** The steps, in the order of their names. */
  public Collection<Step> steps() {
    return steps.values();
  }

  /** The step of that full name. */
  @Nullable Step step(String name) {
    return steps.get(name);
  }

  /** The coders of what a step reads, sides apart; empty if it reads nothing. */
  String coderOfInput(Step reader) {
    Set<String> origins =
        new HashSet<>(Arrays.asList(reader.parts().getOrDefault(Step.IN, "").split(Step.AND, -1)));
    Set<String> coders = new TreeSet<>();
    for (Step step : steps.values()) {
      step.partsOf(Step.OUT)
          .forEach(
              (output, text) -> {
                if (origins.contains(step.name() + "." + output.substring(Step.OUT.length()))) {
                  coders.add(Windowing.coderOf(text));
                }
              });
    }
    return String.join(Step.AND, coders);
  }

  /**
   * Where this graph differs from another: a line for each part of each step that does, which
   * begins with the step's name; empty if they are equal.
   */
  public List<String> differencesFrom(JobGraph expected) {
    return GraphDifference.between(expected, this);
  }

  /** The graph as text: one line per step, in the order of their names, after a line of comment. */
  public String text() {
    return steps.values().stream().map(step -> step.line() + "\n").collect(joining("", HEAD, ""));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof JobGraph && ((JobGraph) other).steps.equals(steps);
  }

  @Override
  public int hashCode() {
    return steps.hashCode();
  }

  @Override
  public String toString() {
    return text();
  }
}
