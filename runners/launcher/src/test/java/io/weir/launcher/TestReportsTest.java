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
package io.weir.launcher;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class TestReportsTest {
  @Rule public TemporaryFolder folder = new TemporaryFolder();

  private void report(String path, String attributes, long modifiedMillis) throws IOException {
    Path file = folder.getRoot().toPath().resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "<?xml version=\"1.0\"?><testsuite " + attributes + "></testsuite>");
    Files.setLastModifiedTime(file, FileTime.fromMillis(modifiedMillis));
  }

  @Test
  public void theReportsOfThisRunAreSummed() throws IOException {
    long mark = TestReports.mark(folder.getRoot().toPath());
    report(
        "a/target/surefire-reports/TEST-io.A.xml",
        "tests=\"3\" failures=\"1\" errors=\"0\" skipped=\"1\"",
        mark);
    report(
        "b/c/target/surefire-reports-flink/TEST-io.B.xml",
        "tests=\"4\" failures=\"0\" errors=\"2\" skipped=\"0\"",
        mark + 5000);
    report(
        "a/target/surefire-reports/TEST-io.Old.xml",
        "tests=\"90\" failures=\"9\" errors=\"9\" skipped=\"9\"",
        mark - 5000);
    TestReports reports = TestReports.since(folder.getRoot().toPath(), mark);
    assertThat(reports.line(), is("Tests run: 7, Failures: 1, Errors: 2, Skipped: 1"));
    assertThat(reports.green(), is(false));
  }
}
