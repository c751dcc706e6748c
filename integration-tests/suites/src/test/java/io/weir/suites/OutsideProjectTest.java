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
package io.weir.suites;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.weir.launcher.scratch.ScratchFolder;
import java.nio.file.Files;
import java.util.Map;
import java.util.TreeMap;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.junit.experimental.categories.Category;

/** The harness tests a pipeline that knows nothing of Weir, in a project of its own. */
@Category(LongerSuite.class)
public class OutsideProjectTest {
  private ScratchFolder folder;
  private OutsideProject project;

  @Before
  public void copy() throws Exception {
    folder = ScratchFolder.create("outside");
    project = OutsideProject.copiedTo(folder.path());
  }

  @After
  public void delete() {
    folder.close();
  }

  @Test
  public void aUsersSpecRunsOnEveryRunnerOfItsClassPathAndIsReported() throws Exception {
    int code = project.test();

    assertThat(project.output(), code, is(0));
    JsonNode report = new ObjectMapper().readTree(project.result("matrix/matrix.json").toFile());
    Map<String, Integer> cells = new TreeMap<>();
    report
        .path("cells")
        .forEach(
            cell ->
                cells.merge(
                    cell.path("runner").asText() + " " + cell.path("result").asText(),
                    1,
                    Integer::sum));
    assertThat(cells.get("direct PASSED"), is(2));
    assertThat(cells.get("direct CANNOT"), is(1));
    // Bundles of two sizes, and a failure behind a checkpoint.
    assertThat(cells.get("flink-embedded PASSED"), is(3));
    // The project's own profile, by its own execution.
    assertThat(cells.get("one-thread PASSED"), is(2));
    assertThat(report.path("failures").size(), is(0));
    assertThat(
        Files.readString(project.result("matrix/matrix.html")),
        containsString("theHottestOfEachMinuteIsFound"));
  }

  @Test
  public void aUsersDoFnThatForgetsTheEndOfABundleIsCaught() throws Exception {
    project.replace("src/main/java/example/HottestReadings.java", "    @FinishBundle\n", "");

    int code = project.test("-Dweir.matrix.runners=direct", "-Dtest=MatrixTest");

    assertThat(project.output(), code, is(not(0)));
    assertThat(
        project.output(),
        containsString(
            "source 'readings' has 5 elements, but [calibrated] have 0 and 0 are dropped by"
                + " contract"));
  }

  @Test
  public void theSameMistakeIsCaughtInADoFnAlone() throws Exception {
    project.replace("src/main/java/example/HottestReadings.java", "    @FinishBundle\n", "");
    int code = project.test("-Dtest=CalibrateFnTest");

    assertThat(project.output(), code, is(not(0)));
    assertThat(project.output(), containsString("anElementIsNotAccountedFor"));
  }
}
