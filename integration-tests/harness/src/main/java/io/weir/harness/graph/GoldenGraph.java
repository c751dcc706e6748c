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
package io.weir.harness.graph;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A file in version control that holds a {@link JobGraph}, for a test to compare with. Run the test
 * with {@code -Dweir.golden.update=true} to write the file anew, and read what the version control
 * says has changed.
 */
public final class GoldenGraph {

  /** The system property that makes {@link #check} write the file instead: {@code true}. */
  public static final String UPDATE = "weir.golden.update";

  private final Path file;

  private GoldenGraph(Path file) {
    this.file = requireNonNull(file, "file");
  }

  /**
   * The golden graph of a file, which need not be there yet.
   *
   * @param file in the source folder, not among the built resources; a relative one is below the
   *     module's folder, where Maven and Gradle run tests
   */
  public static GoldenGraph at(Path file) {
    return new GoldenGraph(file);
  }

  /**
   * Compares a graph with the file.
   *
   * @throws AssertionError if they differ: every step that does, with its line in the file and the
   *     part of it
   * @throws UncheckedIOException if the file cannot be read, or written
   */
  public void check(JobGraph graph) {
    if (Boolean.getBoolean(UPDATE)) {
      write(graph);
      return;
    }
    if (!Files.exists(file)) {
      throw new AssertionError(file + " is not there; write it with -D" + UPDATE + "=true");
    }
    String text = read();
    List<String> differences = GraphDifference.between(text, graph);
    if (!differences.isEmpty()) {
      throw new AssertionError(
          String.format(
              "%s: the graph has changed; if it is meant to, write it with -D%s=true%n%s",
              file, UPDATE, String.join(System.lineSeparator(), differences)));
    }
  }

  /**
   * The graph in the file.
   *
   * @throws UncheckedIOException if it cannot be read
   */
  public JobGraph graph() {
    return JobGraph.parse(read());
  }

  private String read() {
    try {
      return Files.readString(file, UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(JobGraph graph) {
    try {
      Path folder = file.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      Files.writeString(file, graph.text(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
