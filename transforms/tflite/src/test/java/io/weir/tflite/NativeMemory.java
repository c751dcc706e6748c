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
package io.weir.tflite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How much memory the process holds outside the Java heap. */
final class NativeMemory {
  private static final Path MAPPINGS = Path.of("/proc/self/smaps");

  /** The Java heap and its classes lie below, what native code asks for above. */
  private static final long HIGHEST_HEAP = 1L << 40;

  private NativeMemory() {}

  static boolean isKnown() {
    return Files.isReadable(MAPPINGS);
  }

  /** Resident kilobytes of anonymous memory, after a collection has freed direct buffers. */
  static long residentKilobytes() throws IOException {
    System.gc();
    long kilobytes = 0;
    boolean counts = false;
    for (String line : Files.readAllLines(MAPPINGS)) {
      int dash = line.indexOf('-');
      if (dash > 0 && line.substring(0, dash).matches("[0-9a-f]+")) {
        boolean file = line.indexOf('/') >= 0;
        counts = !file && Long.parseUnsignedLong(line.substring(0, dash), 16) >= HIGHEST_HEAP;
      } else if (counts && line.startsWith("Rss:")) {
        kilobytes += Long.parseLong(line.replaceAll("\\D", ""));
      }
    }
    return kilobytes;
  }
}
