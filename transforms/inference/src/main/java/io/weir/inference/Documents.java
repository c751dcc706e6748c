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

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.beam.sdk.io.FileSystems;

/**
 * Reads files from wherever Beam reads: a path, a URI of any file system that Beam has been given,
 * or {@code classpath:} and a place on the class path.
 */
final class Documents {
  private static final String CLASS_PATH = "classpath:";

  private Documents() {}

  /**
   * The whole of a text in UTF-8.
   *
   * @param mostBytes how long it may be
   * @throws IOException if there is none, it cannot be read, is longer, or is not UTF-8
   */
  static String read(String location, int mostBytes) throws IOException {
    byte[] bytes;
    try (InputStream stream = open(location)) {
      bytes = stream.readNBytes(mostBytes + 1);
    }
    if (bytes.length > mostBytes) {
      throw new IOException("it is longer than " + mostBytes + " bytes");
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new IOException("it is not UTF-8", e);
    }
  }

  /**
   * A file, which the caller closes.
   *
   * @throws IOException if there is none, or it cannot be read
   */
  static InputStream open(String location) throws IOException {
    if (location.startsWith(CLASS_PATH)) {
      return openFromClassPath(location.substring(CLASS_PATH.length()).replaceAll("^/+", ""));
    }
    // Beam's local file system takes the whole of such a URI for a relative path.
    String spec =
        location.startsWith("file:") ? Path.of(URI.create(location)).toString() : location;
    return Channels.newInputStream(FileSystems.open(FileSystems.matchNewResource(spec, false)));
  }

  /** Looks with the thread's loader first: on Flink, that one sees the job's own jar. */
  private static InputStream openFromClassPath(String path) throws IOException {
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    InputStream stream = context == null ? null : context.getResourceAsStream(path);
    if (stream == null) {
      stream = Documents.class.getResourceAsStream("/" + path);
    }
    if (stream == null) {
      throw new FileNotFoundException("it is not on the class path");
    }
    return stream;
  }
}
