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

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * What became of each cell, as a line of JSON in a file per runner, and the outputs of each test,
 * for the report that compares runners. Written to the folder that the system property {@code
 * weir.matrix.report} names, else to {@code target/matrix}.
 */
final class MatrixLog {
  private static final ObjectMapper JSON = new ObjectMapper();

  private MatrixLog() {}

  enum Result {
    PASSED,
    TRANSLATED,
    FAILED,
    CANNOT
  }

  static void cell(
      String test, CellPlan plan, Result result, String reason, long millis, Latency latency) {
    ObjectNode line = JSON.createObjectNode();
    line.put("test", test);
    line.put("runner", plan.runner().name());
    line.put("bundle", plan.bundle().toString());
    line.put("fault", plan.fault().toString());
    line.put("seed", plan.seed());
    line.put("result", result.toString());
    line.put("reason", reason);
    line.put("millis", millis);
    if (latency.size() > 0) {
      ObjectNode measured = line.putObject("latency");
      measured.put("elements", latency.size());
      measured.put("p50Millis", latency.percentileMillis(50));
      measured.put("p99Millis", latency.percentileMillis(99));
    }
    try {
      Path file = folder().resolve(plan.runner().name() + ".jsonl");
      Files.createDirectories(folder());
      Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException("the report cannot be written", e);
    }
  }

  static void output(String runner, String test, String sink, List<String> lines) {
    Path file = folder().resolve("outputs").resolve(runner).resolve(test + "." + sink + ".txt");
    try {
      Files.createDirectories(file.getParent());
      Files.write(file, lines);
    } catch (IOException e) {
      throw new UncheckedIOException("the report cannot be written", e);
    }
  }

  private static Path folder() {
    return Path.of(System.getProperty("weir.matrix.report", "target/matrix"));
  }
}
