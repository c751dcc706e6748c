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

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One step of a {@link JobGraph} that a runner executes: no composite. Immutable.
 *
 * <p>Its line is {@code name | URN | part: value | part: value}. The parts are {@code in} (which
 * outputs it reads), {@code side NAME}, {@code key} (the coder that state is partitioned by),
 * {@code restriction} (the coder in which a splittable DoFn's position is kept), {@code state ID},
 * {@code timer ID}, {@code needs} and {@code out NAME}.
 */
public final class Step {
  static final String IN = "in";
  static final String SIDE = "side ";
  static final String KEY = "key";
  static final String RESTRICTION = "restriction";
  static final String STATE = "state ";
  static final String TIMER = "timer ";
  static final String NEEDS = "needs";
  static final String OUT = "out ";

  /** Between what a step reads. */
  static final String AND = ", ";

  private static final String BETWEEN = " | ";
  private static final String IS = ": ";

  private final String name;
  private final String urn;
  private final Map<String, String> parts;

  Step(String name, String urn, Map<String, String> parts) {
    this.name = name;
    this.urn = urn;
    this.parts = Collections.unmodifiableMap(new LinkedHashMap<>(parts));
    if (name.contains(BETWEEN)) {
      throw new IllegalArgumentException("the step's name holds '" + BETWEEN + "': " + name);
    }
  }

  /** Reads a line as {@link #line} writes it. */
  static Step parse(String line) {
    String[] fields = line.split(" \\| ", -1);
    if (fields.length < 2) {
      throw new IllegalArgumentException("no step, which is 'name | URN | …': " + line);
    }
    Map<String, String> parts = new LinkedHashMap<>();
    for (int i = 2; i < fields.length; i++) {
      int is = fields[i].indexOf(IS);
      if (is < 0) {
        throw new IllegalArgumentException("no part, which is 'name: value': " + fields[i]);
      }
      parts.put(fields[i].substring(0, is), fields[i].substring(is + IS.length()));
    }
    return new Step(fields[0], fields[1], parts);
  }

  /** The full name, by which runners find what they keep for the step. */
  public String name() {
    return name;
  }

  /** What kind of step it is, such as {@code beam:transform:pardo:v1}. */
  public String urn() {
    return urn;
  }

  /** The parts of its line, by their names. */
  public Map<String, String> parts() {
    return parts;
  }

  /** A part of its line. */
  @Nullable String part(String part) {
    return parts.get(part);
  }

  /** The parts whose names begin so, in the order of their names. */
  Map<String, String> partsOf(String kind) {
    Map<String, String> found = new TreeMap<>();
    parts.forEach(
        (part, value) -> {
          if (part.startsWith(kind)) {
            found.put(part, value);
          }
        });
    return found;
  }

  /** The step as one line. */
  public String line() {
    StringBuilder line = new StringBuilder(name).append(BETWEEN).append(urn);
    parts.forEach((part, value) -> line.append(BETWEEN).append(part).append(IS).append(value));
    return line.toString();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Step && ((Step) other).line().equals(line());
  }

  @Override
  public int hashCode() {
    return line().hashCode();
  }

  @Override
  public String toString() {
    return line();
  }
}
