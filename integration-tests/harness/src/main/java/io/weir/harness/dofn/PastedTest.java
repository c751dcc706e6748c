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

import java.util.List;

/** Prints a schedule as a test that can be pasted into the class of its specification. */
final class PastedTest {
  private static final int LONGEST_COMMENT = 60;

  private PastedTest() {}

  static String print(
      Schedule schedule, Law law, String expression, List<? extends PlannedElement<?>> elements) {
    StringBuilder text = new StringBuilder();
    text.append("  @Test\n  public void ").append(law.testName).append("() {\n");
    text.append("    ").append(expression).append("\n        .verify(\n");
    text.append("            Schedule.of(");
    List<Step> steps = schedule.steps();
    for (int place = 0; place < steps.size(); place++) {
      Step step = steps.get(place);
      text.append("\n                ").append(step);
      text.append(place + 1 < steps.size() ? "," : "));");
      if (step.kind == Step.Kind.ELEMENT) {
        PlannedElement<?> element = elements.get((int) step.argument);
        text.append(" // ")
            .append(comment(element.value() + " at " + element.timestamp.getMillis()));
      }
    }
    if (steps.isEmpty()) {
      text.append("));");
    }
    return text.append("\n  }\n").toString();
  }

  /** In one line, and with nothing that a compiler would read. */
  private static String comment(String text) {
    String line = text.replaceAll("[^\\x20-\\x7e]", "?").replace('\\', '/');
    return line.length() <= LONGEST_COMMENT ? line : line.substring(0, LONGEST_COMMENT) + "...";
  }
}
