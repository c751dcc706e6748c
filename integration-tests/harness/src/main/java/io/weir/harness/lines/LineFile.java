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
package io.weir.harness.lines;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A file of lines of one DoFn. Its name begins with when it was made, on a clock that all processes
 * of a machine share and that only goes on ({@code CLOCK_MONOTONIC}), so that later ones sort
 * behind.
 */
public final class LineFile implements AutoCloseable {
  private final Writer writer;

  private LineFile(Writer writer) {
    this.writer = writer;
  }

  /** Begins one in a folder, which is made if it is not there. */
  public static LineFile in(Path folder) {
    try {
      Files.createDirectories(folder);
      String name = String.format("%020d-%s.txt", System.nanoTime(), UUID.randomUUID());
      return new LineFile(Files.newBufferedWriter(folder.resolve(name)));
    } catch (IOException e) {
      throw new UncheckedIOException("the harness cannot write to " + folder, e);
    }
  }

  /** Adds a line. */
  public void write(String line) {
    try {
      writer.write(line);
      writer.write('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Lets others see what was added, even if this process is killed. */
  public void flush() {
    try {
      writer.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All lines of a folder's files, those of older files first; none if there is no folder. */
  public static List<String> allIn(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    List<String> lines = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().collect(Collectors.toList())) {
        String text = Files.readString(file);
        // A process that was killed may have left half a line, which came again.
        int whole = text.lastIndexOf('\n') + 1;
        Collections.addAll(lines, text.substring(0, whole).split("\n"));
        if (whole == 0) {
          lines.remove(lines.size() - 1);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the harness cannot read " + folder, e);
    }
    return lines;
  }

  @Override
  public void close() {
    try {
      writer.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
