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
package io.weir.http;

import static io.weir.http.Arguments.require;

import io.weir.inference.FeatureRows;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text with places for named features: makes a row of numbers something that a classifier of
 * texts can read. An immutable value.
 *
 * <pre>{@code
 * PromptTemplate.of("Amount {TX_AMOUNT}, at night: {TX_DURING_NIGHT}.",
 *     List.of("TX_AMOUNT", "TX_DURING_NIGHT"))
 * }</pre>
 *
 * <p>Values stand in the shortest decimal form that is still the same float, whole numbers without
 * a fraction; one that is NaN stands as {@code unknown}. A brace of the text itself is written
 * twice.
 */
public final class PromptTemplate implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final Pattern PART = Pattern.compile("\\{\\{|\\}\\}|\\{([^{}]*)\\}|[{}]|[^{}]+");

  /** Below it, each whole float is written with all its digits. */
  private static final float WHOLE_BELOW = 1 << 24;

  private final String template;
  private final List<String> features;

  /** The text before each place, and at the end the text after the last. */
  private final List<String> texts = new ArrayList<>();

  /** The feature of each place. */
  private final List<Integer> columns = new ArrayList<>();

  private PromptTemplate(String template, List<String> features) {
    this.template = template;
    this.features = List.copyOf(features);
    parse();
  }

  /**
   * A template.
   *
   * @param template with a place <code>{NAME}</code> for each feature, at least once
   * @param features the columns of the rows, in order
   * @throws IllegalArgumentException if a place names no feature, a feature has no place, or a
   *     brace stands alone
   */
  public static PromptTemplate of(String template, List<String> features) {
    return new PromptTemplate(template, features);
  }

  private void parse() {
    StringBuilder text = new StringBuilder();
    Set<String> unused = new LinkedHashSet<>(features);
    Matcher part = PART.matcher(template);
    while (part.find()) {
      String found = part.group();
      String name = part.group(1);
      if (name != null) {
        int column = features.indexOf(name);
        require(column >= 0, "template has the place {%s}; allowed: %s", name, features);
        unused.remove(name);
        texts.add(text.toString());
        columns.add(column);
        text.setLength(0);
      } else if (found.equals("{{") || found.equals("}}")) {
        text.append(found.charAt(0));
      } else {
        require(
            !found.equals("{") && !found.equals("}"),
            "template has a single %s at %s; allowed: around a feature's name, or twice",
            found,
            part.start());
        text.append(found);
      }
    }
    texts.add(text.toString());
    require(unused.isEmpty(), "template has no place for %s; allowed: a place for each", unused);
  }

  /** The columns of the rows, in order. */
  public List<String> features() {
    return features;
  }

  /** The text of a row. */
  public String fill(FeatureRows rows, int row) {
    StringBuilder text = new StringBuilder();
    for (int place = 0; place < columns.size(); place++) {
      text.append(texts.get(place)).append(shown(rows.value(row, columns.get(place))));
    }
    return text.append(texts.get(columns.size())).toString();
  }

  private static String shown(float value) {
    if (Float.isNaN(value)) {
      return "unknown";
    }
    boolean whole = value == Math.rint(value) && Math.abs(value) < WHOLE_BELOW;
    return whole ? Integer.toString((int) value) : Float.toString(value);
  }

  /** The template as it was given. */
  @Override
  public String toString() {
    return template;
  }
}
