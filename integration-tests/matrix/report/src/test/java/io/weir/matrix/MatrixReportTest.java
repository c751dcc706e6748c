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
package io.weir.matrix;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;

import io.weir.harness.report.MatrixReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.BeforeClass;
import org.junit.Test;

/** The matrix that has just been run is whole, its runners agree, and the README says so. */
public class MatrixReportTest {
  private static final String BEGIN = "<!-- matrix: generated -->";
  private static final String END = "<!-- matrix: end -->";

  private static MatrixReport report;

  @BeforeClass
  public static void putTogether() throws IOException {
    List<Path> folders = new ArrayList<>();
    for (String folder : System.getProperty("weir.matrix.records", "").split(",", -1)) {
      folders.add(Path.of(folder));
    }
    report = MatrixReport.of(folders);
    Path page = Path.of("target", "report");
    report.writeTo(page);
    System.err.println("the matrix: " + page.toAbsolutePath().resolve("matrix.html"));
  }

  @Test
  public void everyCellHoldsAndTheRunnersAgree() {
    assertThat(report.size(), is(greaterThan(0)));
    assertThat(report.failures(), is(empty()));
  }

  @Test
  public void theReadmeHasTheSummary() throws IOException {
    Path readme = Path.of(System.getProperty("weir.readme", "README.md"));
    String text = Files.readString(readme);
    String written = MatrixReport.between(text, BEGIN, END);
    assertThat("the README has " + BEGIN + " and " + END, written, is(notNullValue()));
    if (Boolean.getBoolean("weir.matrix.update")) {
      Files.writeString(
          readme,
          text.substring(0, text.indexOf(BEGIN) + BEGIN.length())
              + "\n\n"
              + report.summary().trim()
              + "\n\n"
              + text.substring(text.indexOf(END)));
      return;
    }
    assertThat(written, is(report.summary().trim()));
  }
}
