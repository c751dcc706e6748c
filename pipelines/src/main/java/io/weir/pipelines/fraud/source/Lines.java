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

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a stream as the bytes that they are, without their ends ({@code \n} or {@code
 * \r\n}). Lines that are empty are left out; of a line that is too long only the beginning is
 * given, so that memory is bounded whatever the stream is.
 */
final class Lines implements Closeable {
  /** What is given of a line at most, in bytes. */
  static final int LONGEST = 65_536;

  private final InputStream stream;
  private final byte[] buffer = new byte[1 << 16];
  private int position;
  private int filled;
  private byte[] line = new byte[256];
  private int length;

  Lines(InputStream stream) {
    this.stream = stream;
  }

  /** The next line that is not empty; null at the end. */
  byte @Nullable [] next() throws IOException {
    while (readLine()) {
      if (length > 0 && line[length - 1] == '\r') {
        length--;
      }
      if (length > 0) {
        return Arrays.copyOf(line, length);
      }
    }
    return null;
  }

  private boolean readLine() throws IOException {
    length = 0;
    boolean any = false;
    while (position < filled || fill()) {
      any = true;
      int end = position;
      while (end < filled && buffer[end] != '\n') {
        end++;
      }
      append(position, end);
      position = end + 1;
      if (end < filled) {
        return true;
      }
    }
    return any;
  }

  private boolean fill() throws IOException {
    position = 0;
    filled = Math.max(stream.read(buffer), 0);
    return filled > 0;
  }

  private void append(int from, int to) {
    int taken = Math.min(to - from, LONGEST - length);
    if (length + taken > line.length) {
      line = Arrays.copyOf(line, Math.max(length + taken, 2 * line.length));
    }
    System.arraycopy(buffer, from, line, length, taken);
    length += taken;
  }

  @Override
  public void close() throws IOException {
    stream.close();
  }
}
