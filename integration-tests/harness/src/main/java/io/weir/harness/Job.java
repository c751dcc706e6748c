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
package io.weir.harness;

import io.weir.harness.execution.Execution;
import io.weir.harness.fault.Fault;
import io.weir.harness.fault.FaultPlan;
import io.weir.harness.sink.Canonical;
import io.weir.harness.sink.Collect;
import io.weir.harness.sink.Collected;
import io.weir.harness.stream.ReadScript;
import io.weir.harness.stream.Readings;
import io.weir.harness.stream.Script;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PDone;
import org.jspecify.annotations.Nullable;

/**
 * What a test runs: a graph between sources and sinks. Beside what the test looks at it is always
 * checked that every end is used, that the planned fault happened, that no output came behind the
 * watermark, that counts are balanced where the test says so, and that all cells give the same.
 *
 * <pre>{@code
 * Outputs outputs =
 *     cell.job()
 *         .source("words", words)
 *         .<KV<String, Long>>sink("counts", (count, fields) ->
 *             fields.key(count.getKey()).add("count", count.getValue()))
 *         .run((pipeline, ends) ->
 *             WordCounts.build(pipeline, ends.source("words"), ends.sink("counts")));
 * }</pre>
 */
public final class Job {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final String READINGS = "readings";

  private final Cell cell;
  private final Map<String, Script<?>> scripts = new LinkedHashMap<>();
  private final Map<String, Canonical<?>> canonicals = new LinkedHashMap<>();
  private final Set<String> ordered = new HashSet<>();
  private final Map<String, List<String>> balances = new LinkedHashMap<>();
  private final List<String> options = new ArrayList<>();
  private Class<? extends PipelineOptions> optionsType = PipelineOptions.class;
  private boolean lateOutput;
  private boolean varying;
  private int dropped;

  Job(Cell cell) {
    this.cell = cell;
  }

  /** Binds a source. */
  public <T> Job source(String name, Script<T> script) {
    checkNew(name, scripts.put(name, script));
    return this;
  }

  /** Binds a sink; the order in which elements come is not compared. */
  public <T> Job sink(String name, Canonical<T> canonical) {
    checkNew(name, canonicals.put(name, canonical));
    return this;
  }

  /** Binds a sink in which the elements of a key come in the same order in every cell. */
  public <T> Job orderedSink(String name, Canonical<T> canonical) {
    ordered.add(name);
    return sink(name, canonical);
  }

  private static void checkNew(String name, @Nullable Object before) {
    if (before != null) {
      throw new IllegalStateException("the test binds '" + name + "' twice");
    }
  }

  /** Says of which type the pipeline's options are; Beam's own unless said. */
  public Job options(Class<? extends PipelineOptions> type) {
    optionsType = type;
    return this;
  }

  /** Adds an option of the pipeline, such as {@code --arrival=EVENT_TIME}. */
  public Job option(String option) {
    options.add(option);
    return this;
  }

  /** Says that these sinks together have as many elements as the source. */
  public Job balanced(String source, String... sinks) {
    balances.put(source, Arrays.asList(sinks));
    return this;
  }

  /** Says how many elements of the balanced sources are in no sink, by contract. */
  public Job dropped(int elements) {
    dropped = elements;
    return this;
  }

  /** Allows output behind the watermark, for graphs that answer late elements. */
  public Job lateOutput() {
    lateOutput = true;
    return this;
  }

  /** Allows cells to give different outputs, for graphs whose output depends on arrival. */
  public Job varying() {
    varying = true;
    return this;
  }

  /**
   * Runs the graph until it ends by itself, and checks it. Where a runner only translates graphs,
   * the test ends here.
   *
   * @throws Exception what the run fails with
   * @throws AssertionError if something does not hold
   */
  public Outputs run(Graph graph) throws Exception {
    cell.ran();
    Execution execution = Executions.named(cell.plan().runner().execution());
    if (execution.hasOutput() == cell.plan().runner().isTranslated()) {
      throw new IllegalStateException(
          "the profile of "
              + cell.runner()
              + " says that elements "
              + (execution.hasOutput() ? "do not flow, but they do by " : "flow, but not by ")
              + execution.name());
    }
    try (RunFolder folder = RunFolder.create()) {
      FaultPlan plan = FaultPlan.of(cell.fault(), folder.path(), faultyElement());
      execution.run(more -> pipeline(graph, plan, folder, more), plan, folder.path(), PATIENCE);
      if (!execution.hasOutput()) {
        throw new NoOutputException(cell.runner());
      }
      if (cell.fault() != Fault.NONE && !plan.hasHappened()) {
        throw new AssertionError("the fault " + cell.fault() + " did not happen");
      }
      Outputs outputs = collect(folder.path());
      cell.latency().add(outputs.latencies(Readings.firstIn(folder.path().resolve(READINGS))));
      check(outputs);
      return outputs;
    }
  }

  private Pipeline pipeline(Graph graph, FaultPlan plan, RunFolder folder, List<String> more) {
    List<String> all =
        new ArrayList<>(
            cell.plan()
                .runner()
                .options(
                    cell.plan().bundle(),
                    cell.fault() != Fault.NONE,
                    folder.path().toUri().toString()));
    all.addAll(options);
    all.addAll(more);
    Map<String, String> byName = new LinkedHashMap<>();
    all.forEach(option -> byName.put(option.replaceFirst("=.*", ""), option));
    Pipeline pipeline =
        Pipeline.create(
            PipelineOptionsFactory.fromArgs(byName.values().toArray(new String[0]))
                .as(optionsType));
    Ends ends = new Ends(sources(plan, folder.path()), sinks(plan, folder.path()));
    graph.build(pipeline, ends);
    ends.check();
    return pipeline;
  }

  private Map<String, PTransform<PBegin, ?>> sources(FaultPlan plan, Path folder) {
    Map<String, PTransform<PBegin, ?>> sources = new LinkedHashMap<>();
    scripts.forEach(
        (name, script) -> sources.put(name, read(script, plan, folder.resolve(READINGS))));
    return sources;
  }

  private <T> PTransform<PBegin, ?> read(Script<T> script, FaultPlan plan, Path readings) {
    Script<T> changed = script;
    if (cell.plan().dimensions().duplicated()) {
      changed = changed.duplicated(cell.random());
    }
    if (cell.plan().dimensions().shuffled()) {
      changed = changed.shuffled(cell.random());
    }
    return cell.plan().runner().isBounded()
        ? ReadScript.bounded(changed, readings, plan)
        : ReadScript.unbounded(changed, readings, plan, cell.plan().bundle().size());
  }

  private Map<String, PTransform<?, PDone>> sinks(FaultPlan plan, Path folder) {
    Map<String, PTransform<?, PDone>> sinks = new LinkedHashMap<>();
    canonicals.forEach(
        (name, canonical) ->
            sinks.put(name, Collect.into(folder.resolve("sink-" + name), canonical, plan)));
    return sinks;
  }

  /** Behind the first element, so that there is something to restore, before the last. */
  private int faultyElement() {
    int fewest = Integer.MAX_VALUE;
    for (Script<?> script : scripts.values()) {
      if (script.sizeOfFirstSplit() > 0) {
        fewest = Math.min(fewest, script.sizeOfFirstSplit());
      }
    }
    return fewest < 3 || fewest == Integer.MAX_VALUE ? 0 : 1 + cell.random().nextInt(fewest - 2);
  }

  private Outputs collect(Path folder) {
    Map<String, Collected> sinks = new LinkedHashMap<>();
    for (String name : canonicals.keySet()) {
      sinks.put(name, Collected.read(folder.resolve("sink-" + name)));
    }
    return new Outputs(sinks);
  }

  private void check(Outputs outputs) {
    for (String sink : canonicals.keySet()) {
      List<String> late = outputs.collected(sink).late();
      if (!lateOutput && !late.isEmpty()) {
        throw new AssertionError("sink '" + sink + "' got elements behind the watermark: " + late);
      }
      if (!varying) {
        cell.agreement()
            .check(
                cell.test(),
                sink,
                ordered.contains(sink) ? outputs.collected(sink).lines() : outputs.lines(sink),
                cell);
      }
    }
    balances.forEach((source, sinks) -> checkBalance(source, sinks, outputs));
  }

  private void checkBalance(String source, List<String> sinks, Outputs outputs) {
    Script<?> script = scripts.get(source);
    if (script == null) {
      throw new IllegalStateException("there is no source '" + source + "' to balance");
    }
    int given = 0;
    for (String sink : sinks) {
      given += outputs.size(sink);
    }
    if (script.size() != given + dropped) {
      throw new AssertionError(
          "source '"
              + source
              + "' has "
              + script.size()
              + " elements, but "
              + sinks
              + " have "
              + given
              + " and "
              + dropped
              + " are dropped by contract");
    }
  }

  /** Makes the graph under test, as production does. */
  public interface Graph {

    /** Applies the transforms to the pipeline, between the ends. */
    void build(Pipeline pipeline, Ends ends);
  }
}
