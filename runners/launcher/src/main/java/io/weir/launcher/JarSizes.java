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
package io.weir.launcher;

import static java.util.stream.Collectors.toList;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/** What takes the room in a jar: its folders of two levels, compressed, the largest first. */
final class JarSizes {
  private static final double MEBIBYTE = 1 << 20;
  private static final int SHOWN = 8;

  private JarSizes() {}

  /** A line each: the largest folders, and all others together. */
  static List<String> of(Path jar) throws IOException {
    Map<String, Long> sizes = new TreeMap<>();
    try (JarFile file = new JarFile(jar.toFile())) {
      file.stream()
          .filter(entry -> !entry.isDirectory())
          .forEach(entry -> sizes.merge(folder(entry), entry.getCompressedSize(), Long::sum));
    }
    List<Map.Entry<String, Long>> all =
        sizes.entrySet().stream()
            .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()))
            .collect(toList());
    List<String> lines =
        all.stream()
            .limit(SHOWN)
            .map(entry -> line(entry.getKey(), entry.getValue()))
            .collect(toList());
    lines.add(line("all others", all.stream().skip(SHOWN).mapToLong(Map.Entry::getValue).sum()));
    return lines;
  }

  private static String folder(JarEntry entry) {
    String[] parts = entry.getName().split("/", -1);
    return parts.length < 3 ? parts[0] : parts[0] + "/" + parts[1];
  }

  static String line(String what, long bytes) {
    return String.format(Locale.ROOT, "%10.1f MiB  %s", bytes / MEBIBYTE, what);
  }
}
