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

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** The sum of the reports that a Maven run wrote. */
final class TestReports {
  private static final PathMatcher REPORT =
      FileSystems.getDefault().getPathMatcher("glob:**/target/*-reports*/**TEST-*.xml");

  private long tests;
  private long failures;
  private long errors;
  private long skipped;

  /**
   * The time of the file system, by which later reports are told from earlier ones.
   *
   * @param home the root of the build
   */
  static long mark(Path home) throws IOException {
    Path marker = Files.createTempFile(home, ".weir-test-", "");
    try {
      return Files.getLastModifiedTime(marker).toMillis();
    } finally {
      Files.delete(marker);
    }
  }

  /** Every report under {@code home} that is not older. */
  static TestReports since(Path home, long markMillis) throws IOException {
    List<Path> reports = new ArrayList<>();
    Files.walkFileTree(
        home,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            String name = folder.getFileName() == null ? "" : folder.getFileName().toString();
            boolean useless = name.equals("src") || name.equals("classes") || name.equals(".git");
            return useless ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (REPORT.matches(file) && attributes.lastModifiedTime().toMillis() >= markMillis) {
              reports.add(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    TestReports sum = new TestReports();
    for (Path report : reports) {
      sum.add(report);
    }
    return sum;
  }

  private void add(Path report) throws IOException {
    XMLInputFactory factory = XMLInputFactory.newFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    try (InputStream in = Files.newInputStream(report)) {
      XMLStreamReader reader = factory.createXMLStreamReader(in);
      reader.nextTag();
      tests += attribute(reader, "tests");
      failures += attribute(reader, "failures");
      errors += attribute(reader, "errors");
      skipped += attribute(reader, "skipped");
      reader.close();
    } catch (XMLStreamException e) {
      throw new IOException("report " + report + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static long attribute(XMLStreamReader reader, String name) {
    String value = reader.getAttributeValue(null, name);
    return value == null ? 0 : Long.parseLong(value);
  }

  boolean green() {
    return failures == 0 && errors == 0;
  }

  /** The line that scripts look for. */
  String line() {
    return "Tests run: "
        + tests
        + ", Failures: "
        + failures
        + ", Errors: "
        + errors
        + ", Skipped: "
        + skipped;
  }
}
