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
import java.util.List;
import java.util.Locale;

/** Says to a person where ours spends what the peer does not. */
final class ProfileReport {
  private static final int FRAMES = 25;

  private ProfileReport() {}

  static List<String> of(ThroughputCase throughputCase, RunProfile ours, RunProfile peer) {
    List<String> lines = new ArrayList<>();
    lines.add("processor time in microseconds per event, case " + throughputCase.label());
    lines.add(row("", "ours", "peer", "more"));
    for (Room room : Room.values()) {
      if (ours.micros(room) >= 0.005 || peer.micros(room) >= 0.005) {
        lines.add(row(room.label(), ours.micros(room), peer.micros(room)));
      }
    }
    lines.add(row("all", ours.micros(), peer.micros()));
    lines.add("ours, by frame alone:");
    lines.addAll(ours.topSelf(FRAMES));
    lines.add("ours, by frame and all that it calls:");
    lines.addAll(ours.topTotal(2 * FRAMES));
    return lines;
  }

  private static String row(String label, double ours, double peer) {
    return row(label, number(ours), number(peer), number(ours - peer));
  }

  private static String row(String label, String ours, String peer, String more) {
    return String.format(Locale.ROOT, "%-24s%10s%10s%10s", label, ours, peer, more);
  }

  private static String number(double micros) {
    return String.format(Locale.ROOT, "%.2f", micros);
  }
}
