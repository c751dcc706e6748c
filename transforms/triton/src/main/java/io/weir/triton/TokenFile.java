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
package io.weir.triton;

import io.grpc.Metadata;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A token in a file, read again when the file has another time, size or identity. When the file
 * cannot be read for a while, as may be while it is replaced, the last token goes on. No message
 * holds the token.
 */
final class TokenFile {
  private static final Logger LOG = LoggerFactory.getLogger(TokenFile.class);
  private static final int MAX_BYTES = 1 << 16;

  private final Path file;
  private final String prefix;
  private final Metadata.Key<String> key;
  private @Nullable Content content;
  private boolean lost;

  TokenFile(Path file, String key, String prefix) {
    this.file = file;
    this.prefix = prefix;
    this.key = Metadata.Key.of(key, Metadata.ASCII_STRING_MARSHALLER);
  }

  static boolean isPrintable(String text) {
    return text.chars().allMatch(character -> character >= 0x20 && character <= 0x7e);
  }

  /**
   * The header with the token of this moment.
   *
   * @throws IOException if the file cannot be read and never could
   */
  Metadata header() throws IOException {
    Metadata header = new Metadata();
    header.put(key, prefix + token());
    return header;
  }

  /** The text without the token, should a server have repeated it. */
  synchronized String redact(String text) {
    return content == null ? text : text.replace(content.token, "***");
  }

  private synchronized String token() throws IOException {
    Content last = content;
    try {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      if (last == null || !last.isOf(now)) {
        last = new Content(read(), now);
        content = last;
      }
      lost = false;
    } catch (IOException e) {
      if (last == null) {
        throw e;
      }
      if (!lost) {
        LOG.warn("Token file {} cannot be read: the last token goes on", file);
        lost = true;
      }
    }
    return last.token;
  }

  private String read() throws IOException {
    if (Files.size(file) > MAX_BYTES) {
      throw new IOException("token file " + file + " is longer than " + MAX_BYTES + " bytes");
    }
    String token = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).strip();
    if (token.isEmpty() || !isPrintable(token)) {
      throw new IOException("token file " + file + " does not hold one line of printable ASCII");
    }
    return token;
  }

  @Override
  public String toString() {
    return file.toString();
  }

  private static final class Content {
    private final String token;
    private final FileTime modified;
    private final long size;
    private final @Nullable Object identity;

    private Content(String token, BasicFileAttributes attributes) {
      this.token = token;
      this.modified = attributes.lastModifiedTime();
      this.size = attributes.size();
      this.identity = attributes.fileKey();
    }

    private boolean isOf(BasicFileAttributes attributes) {
      return modified.equals(attributes.lastModifiedTime())
          && size == attributes.size()
          && Objects.equals(identity, attributes.fileKey());
    }
  }
}
