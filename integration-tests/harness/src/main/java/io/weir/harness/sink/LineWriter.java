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
package io.weir.harness.sink;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/**
 * A file of lines of one DoFn. Its name begins with when it was made, on a clock that all processes
 * of a machine share and that only goes on ({@code CLOCK_MONOTONIC}), so that later ones sort
 * behind.
 */
final class LineWriter implements AutoCloseable {
  private final Writer writer;

  private LineWriter(Writer writer) {
    this.writer = writer;
  }

  static LineWriter in(Path folder) {
    try {
      Files.createDirectories(folder);
      String name = String.format("%020d-%s.txt", System.nanoTime(), UUID.randomUUID());
      return new LineWriter(Files.newBufferedWriter(folder.resolve(name)));
    } catch (IOException e) {
      throw new UncheckedIOException("the harness cannot write to " + folder, e);
    }
  }

  void write(String line) {
    try {
      writer.write(line);
      writer.write('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void flush() {
    try {
      writer.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
