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

package io.weir.benchmarks;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The processor time of a run, by room and by frame, in microseconds per answered event. */
final class RunProfile {
  private final double microsPerSample;
  private final Map<Room, Long> rooms = new EnumMap<>(Room.class);
  private final Map<String, Long> self = new HashMap<>();
  private final Map<String, Long> total = new HashMap<>();

  private RunProfile(long events) {
    this.microsPerSample = (double) StackSamples.INTERVAL_MICROS / events;
  }

  /** Reads collapsed stacks: frames separated by semicolons, a blank, the number of samples. */
  static RunProfile parse(List<String> collapsed, long events) {
    RunProfile profile = new RunProfile(events);
    for (String line : collapsed) {
      int blank = line.lastIndexOf(' ');
      if (blank > 0) {
        profile.add(line.substring(0, blank).split(";"), Long.parseLong(line.substring(blank + 1)));
      }
    }
    return profile;
  }

  private void add(String[] frames, long samples) {
    rooms.merge(Room.of(frames), samples, Long::sum);
    self.merge(frames[frames.length - 1], samples, Long::sum);
    Set<String> seen = new HashSet<>();
    for (String frame : frames) {
      if (seen.add(frame)) {
        total.merge(frame, samples, Long::sum);
      }
    }
  }

  /** Microseconds of processor time an event in a room. */
  double micros(Room room) {
    return rooms.getOrDefault(room, 0L) * microsPerSample;
  }

  /** Microseconds of processor time an event in all. */
  double micros() {
    return rooms.values().stream().mapToLong(Long::longValue).sum() * microsPerSample;
  }

  /** The frames in which most time went by themselves, one line each. */
  List<String> topSelf(int count) {
    return top(self, count);
  }

  /** The frames of our own, Beam's and Flink's in and below which most time went. */
  List<String> topTotal(int count) {
    return top(total, count);
  }

  private List<String> top(Map<String, Long> frames, int count) {
    List<Map.Entry<String, Long>> entries = new ArrayList<>(frames.entrySet());
    entries.sort(Map.Entry.comparingByValue(Comparator.reverseOrder()));
    List<String> lines = new ArrayList<>();
    for (Map.Entry<String, Long> entry : entries.subList(0, Math.min(count, entries.size()))) {
      lines.add(String.format("%8.2f us  %s", entry.getValue() * microsPerSample, entry.getKey()));
    }
    return lines;
  }
}
