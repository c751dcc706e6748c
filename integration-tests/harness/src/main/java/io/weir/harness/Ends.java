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

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PDone;

/**
 * The outer ends of a graph in a test, by name, in the place of the production's topics. Each is
 * asked for exactly once while the graph is made.
 */
public final class Ends {
  private final Map<String, PTransform<PBegin, ?>> sources;
  private final Map<String, PTransform<?, PDone>> sinks;
  private final Set<String> used = new LinkedHashSet<>();

  Ends(Map<String, PTransform<PBegin, ?>> sources, Map<String, PTransform<?, PDone>> sinks) {
    this.sources = sources;
    this.sinks = sinks;
  }

  /**
   * The source of that name.
   *
   * @param <T> the element of the script that the test gave it
   * @throws IllegalStateException if the test gave none, or it is asked for again
   */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // The test knows its script.
  public <T> PTransform<PBegin, PCollection<T>> source(String name) {
    return (PTransform<PBegin, PCollection<T>>) used("source", name, sources);
  }

  /**
   * The sink of that name.
   *
   * @param <T> the element that the test says how to write
   * @throws IllegalStateException if the test gave none, or it is asked for again
   */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // The test knows its elements.
  public <T> PTransform<PCollection<T>, PDone> sink(String name) {
    return (PTransform<PCollection<T>, PDone>) used("sink", name, sinks);
  }

  private <E> E used(String kind, String name, Map<String, E> ends) {
    E end = ends.get(name);
    if (end == null) {
      throw new IllegalStateException(
          "the graph asks for " + kind + " '" + name + "', the test has " + ends.keySet());
    }
    if (!used.add(kind + " '" + name + "'")) {
      throw new IllegalStateException("the graph asks for " + kind + " '" + name + "' twice");
    }
    return end;
  }

  /**
   * Checks that nothing was left out.
   *
   * @throws IllegalStateException if the graph did not ask for an end that the test has
   */
  void check() {
    Set<String> unused = new LinkedHashSet<>();
    sources.keySet().forEach(name -> unused.add("source '" + name + "'"));
    sinks.keySet().forEach(name -> unused.add("sink '" + name + "'"));
    unused.removeAll(used);
    if (!unused.isEmpty()) {
      throw new IllegalStateException("the graph does not ask for " + String.join(", ", unused));
    }
  }
}
