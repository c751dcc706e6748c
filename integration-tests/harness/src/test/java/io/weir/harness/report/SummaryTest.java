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

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.nio.file.Files;
import java.util.List;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class SummaryTest {
  @Rule public TemporaryFolder folder = new TemporaryFolder();

  private static String cell(String runner, String fault, String result, String reason) {
    return String.format(
        "{\"test\": \"WordsSpec.wordsAreCounted\", \"runner\": \"%s\", \"fault\": \"%s\","
            + " \"result\": \"%s\", \"reason\": \"%s\"}%n",
        runner, fault, result, reason);
  }

  @Test
  public void aRunATranslationAndALimitAreToldApartAndTheirReasonsSaid() throws Exception {
    Files.writeString(
        folder.newFile("all.jsonl").toPath(),
        cell("direct", "NONE", "PASSED", "")
            + cell("direct", "TIMER", "CANNOT", "no checkpoints")
            + cell("dataflow", "NONE", "TRANSLATED", "nothing flows")
            + cell("spark", "NONE", "CANNOT", "no order"));

    MatrixReport report = MatrixReport.of(List.of(folder.getRoot().toPath()));

    assertThat(
        report.summary(),
        is(
            "| test | dataflow | direct | spark |\n"
                + "|---|---|---|---|\n"
                + "| Words: words are counted | translated | yes | no |\n"
                + "\nWhat a runner cannot do is left out there:\n\n"
                + "- dataflow: nothing flows\n"
                + "- spark: no order\n"));
  }

  @Test
  public void ofACellThatWasRunAgainTheLastRunCounts() throws Exception {
    Files.writeString(
        folder.newFile("all.jsonl").toPath(),
        cell("direct", "NONE", "FAILED", "not yet")
            + cell("direct", "TIMER", "PASSED", "")
            + cell("direct", "NONE", "PASSED", ""));

    MatrixReport report = MatrixReport.of(List.of(folder.getRoot().toPath()));

    assertThat(report.size(), is(2));
    assertThat(report.failures(), is(List.of()));
  }
}
