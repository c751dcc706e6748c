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
package io.weir.pipelines.fraud.source;

import io.weir.pipelines.InvalidSettingException;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** The file of a replay, opened at its first row. */
final class HandbookFile implements Closeable {
  private static final int BUFFER = 1 << 16;

  private final Path path;
  private final Lines lines;
  private final HandbookRows rows;

  private HandbookFile(Path path, Lines lines, HandbookRows rows) {
    this.path = path;
    this.lines = lines;
    this.rows = rows;
  }

  /**
   * Opens a file and reads its header.
   *
   * @throws InvalidSettingException if there is none that can be read, or it lacks a column
   */
  static HandbookFile open(Path path) {
    if (!Files.exists(path)) {
      throw refused(path, "does not exist, must be a CSV file, plain or with gzip", null);
    }
    if (!Files.isRegularFile(path)) {
      throw refused(path, "is no file, must be a CSV file, plain or with gzip", null);
    }
    Lines lines = null;
    try {
      lines = new Lines(stream(path));
      HandbookFile file = new HandbookFile(path, lines, new HandbookRows(columns(path, lines)));
      lines = null;
      return file;
    } catch (ZipException e) {
      throw refused(path, "ends in .gz but is not compressed with gzip", e);
    } catch (IOException e) {
      throw refused(path, "cannot be read (" + e + ")", e);
    } finally {
      closeQuietly(lines);
    }
  }

  private static InputStream stream(Path path) throws IOException {
    InputStream stored = Files.newInputStream(path);
    boolean opened = false;
    try {
      InputStream plain = stored;
      if (path.toString().endsWith(".gz")) {
        plain = new BufferedInputStream(new GZIPInputStream(stored, BUFFER), BUFFER);
      }
      opened = true;
      return plain;
    } finally {
      if (!opened) {
        stored.close();
      }
    }
  }

  private static HandbookColumns columns(Path path, Lines lines) throws IOException {
    try {
      return HandbookColumns.of(lines.next());
    } catch (IllegalArgumentException e) {
      throw refused(path, String.valueOf(e.getMessage()), e);
    }
  }

  private static InvalidSettingException refused(Path path, String why, @Nullable Exception cause) {
    String message = "--input is " + path + ", which " + why;
    return cause == null
        ? new InvalidSettingException(message)
        : new InvalidSettingException(message, cause);
  }

  /** The next row; null at the end. */
  @Nullable HandbookRow next() throws IOException {
    try {
      byte[] line = lines.next();
      return line == null ? null : rows.read(line);
    } catch (IOException e) {
      throw new IOException("--input is " + path + ", which cannot be read to its end", e);
    }
  }

  private static void closeQuietly(@Nullable Lines lines) {
    if (lines != null) {
      try {
        lines.close();
      } catch (IOException e) {
        // The file was refused for a better reason.
      }
    }
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
