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
package io.weir.inference;

import static io.weir.inference.Arguments.require;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** See {@link ShareSource#fromFile}. */
final class FileShare implements ShareSource {
  private static final long serialVersionUID = 1L;
  private static final Duration SHORTEST = Duration.ofMillis(100);
  private static final Duration LONGEST = Duration.ofDays(1);
  private static final String ALLOWED = "a number from 0 to 1";
  private static final int MOST_BYTES = 1024;

  private final String location;
  private final Duration every;

  /** When the pipeline was launched. */
  private final double first;

  private transient volatile @Nullable WatchedShare watched;

  private FileShare(String location, Duration every, double first) {
    this.location = location;
    this.every = every;
    this.first = first;
  }

  static FileShare read(String location, Duration every) {
    require(
        every.compareTo(SHORTEST) >= 0 && every.compareTo(LONGEST) <= 0,
        "every is %s; allowed: %s to %s",
        every,
        SHORTEST,
        LONGEST);
    try {
      return new FileShare(location, every, read(location));
    } catch (FileNotFoundException | NoSuchFileException e) {
      throw new IllegalArgumentException(
          "share file is " + location + "; allowed: a file that holds " + ALLOWED, e);
    } catch (IOException | RuntimeException e) {
      throw new IllegalArgumentException("share file is " + location + ": " + e.getMessage(), e);
    }
  }

  /** The share that a file holds now. */
  static double read(String location) throws IOException {
    String text = Documents.read(location, MOST_BYTES).trim();
    try {
      double share = Double.parseDouble(text);
      if (share >= 0 && share <= 1) {
        return share;
      }
    } catch (NumberFormatException e) {
      throw new IOException(refusal(text), e);
    }
    throw new IOException(refusal(text));
  }

  private static String refusal(String text) {
    return "it holds \"" + text.replaceAll("\\s+", " ") + "\"; allowed: " + ALLOWED;
  }

  String location() {
    return location;
  }

  Duration every() {
    return every;
  }

  @Override
  public double share() {
    WatchedShare known = watched;
    if (known == null || known.isRetired()) {
      known = ShareFiles.ofProcess().watch(location, every, known == null ? first : known.share());
      watched = known;
    }
    return known.share();
  }

  @Override
  public long refused() {
    WatchedShare known = watched;
    return known == null ? 0 : known.takeRefused();
  }

  @Override
  public String toString() {
    return "the share of the keys in " + location + ", read every " + every;
  }
}
