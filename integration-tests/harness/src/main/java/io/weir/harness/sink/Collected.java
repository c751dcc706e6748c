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

import io.weir.harness.lines.LineFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a sink got in a run that has ended, each element once. */
public final class Collected {
  private final Map<String, List<String>> byKey;
  private final List<String> late;
  private final List<Arrived> arrivals;

  private Collected(Map<String, List<String>> byKey, List<String> late, List<Arrived> arrivals) {
    this.byKey = byKey;
    this.late = late;
    this.arrivals = arrivals;
  }

  /**
   * Reads it.
   *
   * @throws IllegalStateException if a number is missing among the elements of a key, or the end
   */
  public static Collected read(Path folder) {
    Map<String, TreeMap<Integer, Arrived>> numbered = new TreeMap<>();
    Map<String, Integer> ends = new TreeMap<>();
    for (String line : LineFile.allIn(folder.resolve(Collect.NUMBERED))) {
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
    List<Arrived> arrivals = new ArrayList<>();
    numbered.forEach(
        (key, lines) -> {
          List<Arrived> counted = counted(key, lines, ends.get(key));
          arrivals.addAll(counted);
          byKey.put(key, counted.stream().map(line -> line.text).collect(Collectors.toList()));
        });
    return new Collected(byKey, late(byKey, folder.resolve(Collect.ON_TIME)), arrivals);
  }

  private static List<Arrived> counted(
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
    return counted;
  }

  private static List<String> late(Map<String, List<String>> byKey, Path folder) {
    Map<String, Integer> onTime = new TreeMap<>();
    LineFile.allIn(folder).forEach(line -> onTime.merge(line, 1, Integer::sum));
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

  /**
   * How long, in ns, after the first reading of an element of its event time each element came;
   * without those whose event time nothing has that was read.
   *
   * @param firstReadings by event time in epoch milliseconds, by {@link System#nanoTime}
   */
  public List<Long> latencies(Map<Long, Long> firstReadings) {
    List<Long> latencies = new ArrayList<>();
    for (Arrived arrived : arrivals) {
      Long time = Line.timeOf(arrived.text);
      Long read = time == null ? null : firstReadings.get(time);
      if (read != null) {
        latencies.add(arrived.nanos - read);
      }
    }
    return latencies;
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
