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

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.harness.sink.Difference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A matrix of several runners, each run in its own process, put together: what failed in a cell,
 * and where two runners gave different outputs for one test.
 */
public final class MatrixReport {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<CellResult> cells;
  private final List<String> differences;

  private MatrixReport(List<CellResult> cells, List<String> differences) {
    this.cells = cells;
    this.differences = differences;
  }

  /**
   * Reads what runs have left.
   *
   * @param folders those that {@code weir.matrix.report} named
   * @throws IOException if one cannot be read
   */
  public static MatrixReport of(List<Path> folders) throws IOException {
    // Of a cell that was run again, the last run counts.
    Map<String, CellResult> cells = new LinkedHashMap<>();
    Map<String, Map<String, List<String>>> outputs = new TreeMap<>();
    for (Path folder : folders) {
      for (Path file : files(folder, ".jsonl")) {
        for (String line : Files.readAllLines(file)) {
          CellResult cell = new CellResult(JSON.readTree(line));
          cells.put(cell.test() + " on " + cell.runner() + ", " + cell.variation(), cell);
        }
      }
      for (Path file : files(folder.resolve("outputs"), ".txt")) {
        String runner = String.valueOf(folder.resolve("outputs").relativize(file).getName(0));
        outputs
            .computeIfAbsent(String.valueOf(file.getFileName()), name -> new TreeMap<>())
            .put(runner, Files.readAllLines(file));
      }
    }
    return new MatrixReport(List.copyOf(cells.values()), differences(outputs));
  }

  private static List<Path> files(Path folder, String ending) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(ending))
          .sorted()
          .collect(Collectors.toList());
    }
  }

  private static List<String> differences(Map<String, Map<String, List<String>>> outputs) {
    List<String> differences = new ArrayList<>();
    outputs.forEach(
        (name, byRunner) -> {
          Map.Entry<String, List<String>> first = byRunner.entrySet().iterator().next();
          byRunner.forEach(
              (runner, lines) -> {
                String difference = Difference.between(first.getValue(), lines);
                if (difference != null) {
                  differences.add(
                      name + ": " + runner + " differs from " + first.getKey() + ": " + difference);
                }
              });
        });
    return differences;
  }

  /** How many cells were run or left out. */
  public int size() {
    return cells.size();
  }

  /** What is wrong: cells that failed, and runners that differ; empty if nothing is. */
  public List<String> failures() {
    List<String> failures = new ArrayList<>();
    for (CellResult cell : cells) {
      if (cell.result().equals("FAILED")) {
        failures.add(
            cell.test() + " on " + cell.runner() + ", " + cell.variation() + ": " + cell.reason());
      }
    }
    failures.addAll(differences);
    return failures;
  }

  /** Which test holds on which runner, as a table in Markdown; the same for a slice and for all. */
  public String summary() {
    TreeSet<String> runners = new TreeSet<>();
    Map<String, Map<String, String>> rows = new TreeMap<>();
    TreeSet<String> limits = new TreeSet<>();
    for (CellResult cell : cells) {
      runners.add(cell.runner());
      if (cell.isQuiet()) {
        rows.computeIfAbsent(cell.test(), test -> new TreeMap<>())
            .merge(cell.runner(), mark(cell), MatrixReport::worse);
        if (!cell.reason().isEmpty() && !cell.result().equals("FAILED")) {
          limits.add("- " + cell.runner() + ": " + cell.reason());
        }
      }
    }
    StringBuilder table = new StringBuilder("| test |");
    runners.forEach(runner -> table.append(' ').append(runner).append(" |"));
    table.append("\n|---|").append("---|".repeat(runners.size())).append('\n');
    rows.forEach(
        (test, marks) -> {
          table.append("| ").append(sentence(test)).append(" |");
          runners.forEach(
              runner -> table.append(' ').append(marks.getOrDefault(runner, "")).append(" |"));
          table.append('\n');
        });
    if (!limits.isEmpty()) {
      table.append("\nWhat a runner cannot do is left out there:\n\n");
      limits.forEach(limit -> table.append(limit).append('\n'));
    }
    return table.toString();
  }

  private static String mark(CellResult cell) {
    switch (cell.result()) {
      case "PASSED":
        return "yes";
      case "TRANSLATED":
        return "translated";
      case "CANNOT":
        return "no";
      default:
        return "FAILS";
    }
  }

  private static String worse(String a, String b) {
    return a.equals("FAILS") || b.equals("yes") ? a : b;
  }

  /** {@code ScoreSpec.rowsAreScored} as {@code Score: rows are scored}. */
  private static String sentence(String test) {
    int dot = test.indexOf('.');
    String words = test.substring(dot + 1).replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT);
    return test.substring(0, dot).replaceAll("Spec$", "") + ": " + words.trim();
  }

  /**
   * Writes {@code matrix.json} and {@code matrix.html}.
   *
   * @param folder made if it is not there
   * @throws IOException if they cannot be written
   */
  public void writeTo(Path folder) throws IOException {
    Files.createDirectories(folder);
    ObjectNode json = JSON.createObjectNode();
    ArrayNode all = json.putArray("cells");
    cells.forEach(cell -> all.add(cell.record()));
    ArrayNode failures = json.putArray("failures");
    failures().forEach(failures::add);
    JSON.writerWithDefaultPrettyPrinter().writeValue(folder.resolve("matrix.json").toFile(), json);
    Files.writeString(folder.resolve("matrix.html"), MatrixPage.of(cells, failures()));
  }

  /**
   * The lines of a text between two marks.
   *
   * @return null if the marks are not there
   */
  public static @Nullable String between(String text, String begin, String end) {
    int from = text.indexOf(begin);
    int to = text.indexOf(end);
    return from < 0 || to < from ? null : text.substring(from + begin.length(), to).trim();
  }
}
