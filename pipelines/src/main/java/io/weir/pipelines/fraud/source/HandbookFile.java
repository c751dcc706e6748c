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
import java.io.Closeable;
import java.io.IOException;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** The file of a replay, opened at its first row. */
final class HandbookFile implements Closeable {
  private final InputFile input;
  private final Lines lines;
  private final HandbookRows rows;

  private HandbookFile(InputFile input, Lines lines, HandbookRows rows) {
    this.input = input;
    this.lines = lines;
    this.rows = rows;
  }

  /**
   * Opens a file and reads its header.
   *
   * @throws InvalidSettingException if there is none that can be read, or it lacks a column
   */
  static HandbookFile open(InputFile input) {
    Lines lines = null;
    try {
      lines = new Lines(input.open());
      HandbookFile file = new HandbookFile(input, lines, new HandbookRows(columns(input, lines)));
      lines = null;
      return file;
    } catch (ZipException e) {
      throw input.refused("ends in .gz but is not compressed with gzip", e);
    } catch (IOException e) {
      throw input.refused("cannot be read (" + e + ")", e);
    } finally {
      closeQuietly(lines);
    }
  }

  private static HandbookColumns columns(InputFile input, Lines lines) throws IOException {
    try {
      return HandbookColumns.of(lines.next());
    } catch (IllegalArgumentException e) {
      throw input.refused(String.valueOf(e.getMessage()), e);
    }
  }

  /** The next row; null at the end. */
  @Nullable HandbookRow next() throws IOException {
    try {
      byte[] line = lines.next();
      return line == null ? null : rows.read(line);
    } catch (IOException e) {
      throw new IOException(input + ", which cannot be read to its end", e);
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
