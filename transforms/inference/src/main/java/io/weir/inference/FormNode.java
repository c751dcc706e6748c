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

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A value of a document and where it stands. Whatever is not as it must be is refused with one line
 * that names the document, the place, the value and what is allowed.
 */
final class FormNode {
  private static final int SHOWN = 120;

  private final String document;
  private final String path;
  private final boolean present;
  private final @Nullable Object value;

  private FormNode(String document, String path, boolean present, @Nullable Object value) {
    this.document = document;
    this.path = path;
    this.present = present;
    this.value = value;
  }

  /** The whole of a document. */
  static FormNode root(String document, @Nullable Object value) {
    return new FormNode(document, "", true, value);
  }

  boolean isPresent() {
    return present;
  }

  boolean isText() {
    return value instanceof String;
  }

  boolean isMap() {
    return value instanceof Map;
  }

  /** How many values this map has. */
  int size() {
    return value instanceof Map ? ((Map<?, ?>) value).size() : 0;
  }

  /** This map, which holds no other names than these. */
  FormNode map(String... allowed) {
    for (String name : names(String.join(", ", allowed))) {
      if (!Arrays.asList(allowed).contains(name)) {
        throw new IllegalArgumentException(
            document + ": " + at(name) + " is unknown; allowed: " + String.join(", ", allowed));
      }
    }
    return this;
  }

  /** The only name of a map that holds one of these and nothing else. */
  String choice(String... allowed) {
    String expected = "one of " + String.join(", ", allowed);
    List<String> names = names(expected);
    map(allowed);
    if (names.size() != 1) {
      throw refuse(expected);
    }
    return names.get(0);
  }

  /** A value of this map, which may be missing. */
  FormNode field(String name) {
    Map<?, ?> map = value instanceof Map ? (Map<?, ?>) value : Map.of();
    return new FormNode(document, at(name), map.containsKey(name), map.get(name));
  }

  List<FormNode> list(String allowed) {
    if (!(value instanceof List) || ((List<?>) value).isEmpty()) {
      throw refuse(allowed);
    }
    List<FormNode> nodes = new ArrayList<>();
    for (Object each : (List<?>) value) {
      nodes.add(new FormNode(document, path + "[" + nodes.size() + "]", true, each));
    }
    return nodes;
  }

  String text(String allowed) {
    if (!(value instanceof String) || ((String) value).isBlank()) {
      throw refuse(allowed);
    }
    return (String) value;
  }

  double number(String allowed) {
    if (!(value instanceof Number) || !Double.isFinite(((Number) value).doubleValue())) {
      throw refuse(allowed);
    }
    return ((Number) value).doubleValue();
  }

  Band band() {
    String allowed = "[LOW, HIGH], two finite numbers, the smaller first";
    List<FormNode> ends = list(allowed);
    if (ends.size() != 2) {
      throw refuse(allowed);
    }
    double low = ends.get(0).number("a finite number");
    double high = ends.get(1).number("a finite number");
    if (low > high) {
      throw refuse(allowed);
    }
    return Band.of(low, high);
  }

  Duration duration() {
    String allowed = "an ISO-8601 duration above zero, such as PT0.05S or PT10S";
    try {
      Duration duration = Duration.parse(text(allowed));
      if (duration.isZero() || duration.isNegative()) {
        throw refuse(allowed);
      }
      return duration;
    } catch (DateTimeParseException e) {
      throw refuse(allowed);
    }
  }

  /** What is made of this value; where that is refused, the place is told. */
  <T> T made(Supplier<T> maker) {
    try {
      return maker.get();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(document + ": " + path + ": " + e.getMessage(), e);
    }
  }

  IllegalArgumentException refuse(String allowed) {
    String found = present ? "is " + shown() : "is missing";
    String place = path.isEmpty() ? "the document" : path;
    return new IllegalArgumentException(
        document + ": " + place + " " + found + "; allowed: " + allowed);
  }

  private List<String> names(String allowed) {
    if (!(value instanceof Map)) {
      throw refuse("a map of " + allowed);
    }
    List<String> names = new ArrayList<>();
    ((Map<?, ?>) value).keySet().forEach(name -> names.add(String.valueOf(name)));
    return names;
  }

  private String at(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  private String shown() {
    String text = String.valueOf(value).replaceAll("\\s+", " ");
    String quoted = value instanceof String ? "\"" + text + "\"" : text;
    return quoted.length() <= SHOWN ? quoted : quoted.substring(0, SHOWN) + "...";
  }
}
