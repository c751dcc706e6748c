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

import com.fasterxml.jackson.databind.JsonNode;

/** What became of one cell. */
final class CellResult {
  private final JsonNode record;

  CellResult(JsonNode record) {
    this.record = record;
  }

  String test() {
    return record.path("test").asText();
  }

  String runner() {
    return record.path("runner").asText();
  }

  String variation() {
    return record.path("fault").asText()
        + ", bundle "
        + record.path("bundle").asText()
        + ", seed "
        + record.path("seed").asLong();
  }

  boolean isQuiet() {
    return record.path("fault").asText().equals("NONE");
  }

  String result() {
    return record.path("result").asText();
  }

  /** Whether it was run and gave what it must, or was translated where no more can be had. */
  boolean holds() {
    return result().equals("PASSED") || result().equals("TRANSLATED");
  }

  String reason() {
    return record.path("reason").asText();
  }

  long millis() {
    return record.path("millis").asLong();
  }

  /** How long its elements took, in words; empty if none was measured. */
  String latency() {
    JsonNode latency = record.path("latency");
    return latency.isMissingNode()
        ? ""
        : ", "
            + latency.path("elements").asLong()
            + " elements took p50 "
            + latency.path("p50Millis").asLong()
            + " ms, p99 "
            + latency.path("p99Millis").asLong()
            + " ms";
  }

  JsonNode record() {
    return record;
  }
}
