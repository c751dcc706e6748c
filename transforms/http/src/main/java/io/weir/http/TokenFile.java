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
package io.weir.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A secret in a file, read again when the file changes. Safe for use by several threads.
 *
 * <p>A change is seen by time, size and identity of the file, at the cost of one look at its
 * attributes for each request. No message holds any of the content.
 */
final class TokenFile {
  private static final Logger LOG = LoggerFactory.getLogger(TokenFile.class);
  private static final int MOST_BYTES = 16 << 10;

  private final Path path;
  private @Nullable State state;
  private boolean warned;

  private TokenFile(Path path) {
    this.path = path;
  }

  /**
   * Reads a token for the first time.
   *
   * @throws IOException if the file cannot be read, or holds what no header can hold
   */
  static TokenFile open(String path) throws IOException {
    TokenFile file = new TokenFile(Path.of(path));
    file.state = file.read();
    return file;
  }

  /** The token as the file has it now; the last good one while the file is away or broken. */
  synchronized String token() {
    State last = state;
    if (last == null) {
      throw new IllegalStateException("the token file was not opened");
    }
    try {
      if (!Stamp.of(path).equals(last.stamp)) {
        last = read();
        state = last;
      }
      warned = false;
    } catch (IOException e) {
      // Once for each time that the file goes bad, not with each request.
      if (!warned) {
        LOG.warn("The last token is used on, as {} cannot be read anew", this, e);
      }
      warned = true;
    }
    return last.token;
  }

  private State read() throws IOException {
    Stamp stamp;
    String token;
    try {
      stamp = Stamp.of(path);
      if (stamp.size > MOST_BYTES) {
        throw new IOException(
            "token file " + path + " has " + stamp.size + " bytes; allowed: up to " + MOST_BYTES);
      }
      token = new String(Files.readAllBytes(path), UTF_8).strip();
    } catch (java.nio.file.FileSystemException e) {
      throw new IOException(
          "token file " + path + " cannot be read (" + e.getClass().getSimpleName() + ")", e);
    }
    if (token.isEmpty()
        || !token.chars().allMatch(character -> character > ' ' && character < 127)) {
      throw new IOException(
          "token file " + path + " holds no token; allowed: one line of visible ASCII characters");
    }
    return new State(stamp, token);
  }

  @Override
  public String toString() {
    return "token file " + path;
  }

  /** What was read, and from which state of the file. */
  private static final class State {
    final Stamp stamp;
    final String token;

    State(Stamp stamp, String token) {
      this.stamp = stamp;
      this.token = token;
    }
  }

  /** By what a changed file is known. */
  private static final class Stamp {
    final long size;
    private final String text;

    private Stamp(long size, String text) {
      this.size = size;
      this.text = text;
    }

    static Stamp of(Path path) throws IOException {
      BasicFileAttributes now = Files.readAttributes(path, BasicFileAttributes.class);
      return new Stamp(now.size(), now.lastModifiedTime() + " " + now.size() + " " + now.fileKey());
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Stamp && text.equals(((Stamp) other).text);
    }

    @Override
    public int hashCode() {
      return text.hashCode();
    }
  }
}
