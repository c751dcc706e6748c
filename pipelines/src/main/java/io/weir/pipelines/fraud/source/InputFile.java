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
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.apache.beam.sdk.io.FileSystems;
import org.jspecify.annotations.Nullable;

/** A file that an option names, and how it is opened. */
final class InputFile {
  private static final int BUFFER = 1 << 16;
  private static final String FORM = ", must be a CSV file, plain or with gzip";

  private final String option;
  private final String name;
  private final @Nullable Path path;

  private InputFile(String option, String name, @Nullable Path path) {
    this.option = option;
    this.name = name;
    this.path = path;
  }

  /** A file of this machine, given by {@code --input}. */
  static InputFile local(Path path) {
    return new InputFile("--input", path.toString(), path);
  }

  /** A file on any Beam file system, given by {@code --warm-up-from}. */
  static InputFile anywhere(String file) {
    return new InputFile("--warm-up-from", file, null);
  }

  /**
   * Opens it; what it has compressed comes out plain.
   *
   * @throws InvalidSettingException if it is not there, or is no file
   * @throws IOException if it cannot be read
   */
  InputStream open() throws IOException {
    InputStream stored = stored();
    boolean opened = false;
    try {
      InputStream plain = stored;
      if (name.endsWith(".gz")) {
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

  private InputStream stored() throws IOException {
    if (path == null) {
      return storedAnywhere();
    }
    if (!Files.exists(path)) {
      throw refused("does not exist" + FORM, null);
    }
    if (!Files.isRegularFile(path)) {
      throw refused("is no file" + FORM, null);
    }
    return Files.newInputStream(path);
  }

  private InputStream storedAnywhere() throws IOException {
    try {
      return Channels.newInputStream(
          FileSystems.open(FileSystems.matchSingleFileSpec(name).resourceId()));
    } catch (FileNotFoundException e) {
      throw refused("does not exist" + FORM + " (or earliest)", e);
    } catch (IllegalArgumentException e) {
      throw refused("is on no known file system" + FORM + " (or earliest): " + e.getMessage(), e);
    }
  }

  /** That it cannot be used, as one line that names the option. */
  InvalidSettingException refused(String why, @Nullable Exception cause) {
    String message = this + ", which " + why;
    return cause == null
        ? new InvalidSettingException(message)
        : new InvalidSettingException(message, cause);
  }

  @Override
  public String toString() {
    return option + " is " + name;
  }
}
