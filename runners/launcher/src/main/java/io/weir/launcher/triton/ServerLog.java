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
package io.weir.launcher.triton;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a server wrote while it ran. */
final class ServerLog {
  private static final int SHOWN = 20;

  /** Tables, information, and the errors that every machine without a graphics card gives. */
  private static final Pattern NOISE =
      Pattern.compile("\\s*|[|+].*|I\\d{4} .*|.*(NVML|DCGM|CUDA|cuda).*");

  private final Path file;

  ServerLog(Path file) {
    this.file = file;
  }

  Path file() {
    return file;
  }

  /** Its last lines that tell of trouble, or else its last; each behind a line break. */
  String end() {
    List<String> lines;
    try {
      lines = Command.lines(file);
    } catch (IOException e) {
      return "\n  (the log cannot be read: " + e.getMessage() + ")";
    }
    List<String> telling =
        lines.stream().filter(line -> !NOISE.matcher(line).matches()).collect(Collectors.toList());
    List<String> shown = telling.isEmpty() ? lines : telling;
    return shown.subList(Math.max(0, shown.size() - SHOWN), shown.size()).stream()
        .map(line -> "\n  " + line.stripTrailing())
        .collect(Collectors.joining());
  }
}
