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
package io.weir.harness.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** The page: tests by runners, and what is behind each. */
final class MatrixPage {
  private static final String STYLE =
      "body{font:15px/1.5 system-ui,sans-serif;margin:2rem;color:#222}"
          + "table{border-collapse:collapse}td,th{border:1px solid #ccc;padding:.3rem .6rem;"
          + "vertical-align:top;text-align:left}summary{cursor:pointer}"
          + ".PASSED,.TRANSLATED{color:#1a7f37}.FAILED{color:#b00020;font-weight:bold}.CANNOT{color:#777}";

  /** How {@code io.weir.harness.Latency} measures. */
  private static final String LATENCY =
      "How long elements took is measured from the first reading of an element to the arrival, in"
          + " a sink, of an output with its event time. The wait for the watermark is in it, and"
          + " the pause of a fault. Outputs whose event time no element has are not measured.";

  private MatrixPage() {}

  static String of(List<CellResult> cells, List<String> failures) {
    TreeSet<String> runners = new TreeSet<>();
    Map<String, Map<String, List<CellResult>>> rows = new TreeMap<>();
    for (CellResult cell : cells) {
      runners.add(cell.runner());
      rows.computeIfAbsent(cell.test(), test -> new TreeMap<>())
          .computeIfAbsent(cell.runner(), runner -> new ArrayList<>())
          .add(cell);
    }
    StringBuilder page = new StringBuilder("<!DOCTYPE html><html lang=en><meta charset=utf-8>");
    page.append("<title>Runner matrix</title><style>").append(STYLE).append("</style>");
    page.append("<h1>Runner matrix</h1><p>").append(cells.size()).append(" cells, ");
    page.append(failures.size()).append(" failures</p>");
    page.append("<p>").append(LATENCY).append("</p>");
    for (String failure : failures) {
      page.append("<p class=FAILED>").append(escaped(failure)).append("</p>");
    }
    page.append("<table><tr><th>test");
    runners.forEach(runner -> page.append("<th>").append(escaped(runner)));
    rows.forEach(
        (test, byRunner) -> {
          page.append("<tr><td>").append(escaped(test));
          runners.forEach(
              runner -> page.append("<td>").append(cell(byRunner.getOrDefault(runner, List.of()))));
        });
    return page.append("</table></html>").toString();
  }

  private static String cell(List<CellResult> results) {
    int passed = 0;
    int run = 0;
    long millis = 0;
    StringBuilder details = new StringBuilder();
    for (CellResult result : results) {
      run += result.result().equals("CANNOT") ? 0 : 1;
      passed += result.holds() ? 1 : 0;
      millis += result.millis();
      details.append("<div class=").append(result.result()).append('>');
      details.append(escaped(result.variation())).append(": ").append(result.result());
      details.append(", ").append(result.millis()).append(" ms").append(result.latency());
      details.append(' ').append(escaped(result.reason()));
      details.append("</div>");
    }
    String state = passed == run ? (run == 0 ? "CANNOT" : "PASSED") : "FAILED";
    return "<details><summary class="
        + state
        + ">"
        + passed
        + " of "
        + run
        + " cells, "
        + millis / 1_000
        + " s</summary>"
        + details
        + "</details>";
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
