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

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one line of comma-separated values, found without copying. A field may stand in
 * double quotes, and then hold commas; a quote within quotes is not supported, no column of the
 * file needs one. Reused from line to line.
 */
final class Fields {
  private static final byte[] NONE = {};

  private byte[] line = NONE;
  private int[] begins = new int[16];
  private int[] ends = new int[16];
  private int count;

  /** Splits a line, and forgets the one before. */
  void split(byte[] bytes) {
    line = bytes;
    count = 0;
    int begin = 0;
    boolean quoted = false;
    for (int index = 0; index < bytes.length; index++) {
      if (bytes[index] == '"') {
        quoted = !quoted;
      } else if (bytes[index] == ',' && !quoted) {
        add(begin, index);
        begin = index + 1;
      }
    }
    add(begin, bytes.length);
  }

  private void add(int begin, int end) {
    if (count == begins.length) {
      begins = Arrays.copyOf(begins, 2 * count);
      ends = Arrays.copyOf(ends, 2 * count);
    }
    boolean quoted = end - begin >= 2 && line[begin] == '"' && line[end - 1] == '"';
    begins[count] = quoted ? begin + 1 : begin;
    ends[count] = quoted ? end - 1 : end;
    count++;
  }

  int count() {
    return count;
  }

  int length(int field) {
    return ends[field] - begins[field];
  }

  /** One byte of a field. */
  byte at(int field, int index) {
    return line[begins[field] + index];
  }

  /** A field as text; null if it is no valid UTF-8. */
  @Nullable String text(int field) {
    int begin = begins[field];
    int end = ends[field];
    for (int index = begin; index < end; index++) {
      if (line[index] < 0) {
        return decoded(begin, end);
      }
    }
    return new String(line, begin, end - begin, ISO_8859_1);
  }

  private @Nullable String decoded(int begin, int end) {
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(line, begin, end - begin)).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }
}
