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
package io.weir.harness.sink;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a sink got in a run that has ended, each element once. */
public final class Collected {
  private final Map<String, List<String>> byKey;
  private final List<String> late;

  private Collected(Map<String, List<String>> byKey, List<String> late) {
    this.byKey = byKey;
    this.late = late;
  }

  /**
   * Reads it.
   *
   * @throws IllegalStateException if a number is missing among the elements of a key, or the end
   */
  public static Collected read(Path folder) {
    Map<String, TreeMap<Integer, Arrived>> numbered = new TreeMap<>();
    Map<String, Integer> ends = new TreeMap<>();
    for (String line : lines(folder.resolve(Collect.NUMBERED))) {
      String[] parts = line.split("\t", 4);
      if (parts[0].equals(NumberFn.END)) {
        ends.put(parts[1], Integer.parseInt(parts[2]));
      } else {
        numbered
            .computeIfAbsent(parts[1], key -> new TreeMap<>())
            .put(Integer.parseInt(parts[0]), new Arrived(Long.parseLong(parts[2]), parts[3]));
      }
    }
    Map<String, List<String>> byKey = new TreeMap<>();
    numbered.forEach((key, lines) -> byKey.put(key, counted(key, lines, ends.get(key))));
    return new Collected(byKey, late(byKey, folder.resolve(Collect.ON_TIME)));
  }

  private static List<String> counted(
      String key, SortedMap<Integer, Arrived> lines, @Nullable Integer end) {
    if (end == null) {
      throw new IllegalStateException("the stream of key '" + key + "' did not end");
    }
    // What lies behind the end was written before a restore and did not come again.
    List<Arrived> counted = new ArrayList<>(lines.headMap(end).values());
    if (counted.size() != end) {
      throw new IllegalStateException(
          "key '" + key + "' counts " + end + " elements, but " + counted.size() + " are written");
    }
    counted.sort(Comparator.comparingLong(line -> line.nanos));
    return counted.stream().map(line -> line.text).collect(Collectors.toList());
  }

  private static List<String> late(Map<String, List<String>> byKey, Path folder) {
    Map<String, Integer> onTime = new TreeMap<>();
    lines(folder).forEach(line -> onTime.merge(line, 1, Integer::sum));
    List<String> late = new ArrayList<>();
    byKey.forEach(
        (key, lines) -> {
          for (String line : lines) {
            if (onTime.merge(key + "\t" + line, -1, Integer::sum) < 0) {
              late.add(key + "\t" + line);
            }
          }
        });
    return late;
  }

  /** All lines of a folder's files, those of older files first. */
  private static List<String> lines(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    List<String> lines = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().collect(Collectors.toList())) {
        String text = Files.readString(file);
        // A process that was killed may have left half a line, which came again.
        int whole = text.lastIndexOf('\n') + 1;
        Collections.addAll(lines, text.substring(0, whole).split("\n"));
        if (whole == 0) {
          lines.remove(lines.size() - 1);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the harness cannot read " + folder, e);
    }
    return lines;
  }

  /** Each key's lines in the order in which they came. */
  public Map<String, List<String>> byKey() {
    return Collections.unmodifiableMap(byKey);
  }

  /** All lines with their keys, key after key, those of a key in the order given. */
  public List<String> lines() {
    List<String> all = new ArrayList<>();
    byKey.forEach((key, lines) -> lines.forEach(line -> all.add(key + "\t" + line)));
    return all;
  }

  /** The lines of elements that came when the watermark had passed their timestamps. */
  public List<String> late() {
    return Collections.unmodifiableList(late);
  }

  /** How many elements there are. */
  public int size() {
    return byKey.values().stream().mapToInt(List::size).sum();
  }

  /** A line and when it came, by {@link System#nanoTime}. */
  private static final class Arrived {
    private final long nanos;
    private final String text;

    Arrived(long nanos, String text) {
      this.nanos = nanos;
      this.text = text;
    }
  }
}
