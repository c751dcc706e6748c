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

import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Compares what both contenders answered, and describes the first difference. */
final class ActionComparison {

  private ActionComparison() {}

  /** Returns the first difference that the case forbids, null if there is none. */
  static @Nullable String difference(
      ThroughputCase throughputCase, ActionLog ours, ActionLog peer) {
    return throughputCase == ThroughputCase.EVENT_TIME
        ? differenceOfBytes(ours, peer)
        : differenceOfIds(ours, peer);
  }

  private static @Nullable String differenceOfIds(ActionLog ours, ActionLog peer) {
    Set<String> ourIds = new HashSet<>(ours.eventIds());
    Set<String> peerIds = new HashSet<>(peer.eventIds());
    for (String id : new TreeSet<>(peerIds)) {
      if (!ourIds.contains(id)) {
        return "event " + id + " is answered by peer alone";
      }
    }
    for (String id : new TreeSet<>(ourIds)) {
      if (!peerIds.contains(id)) {
        return "event " + id + " is answered by ours alone";
      }
    }
    return null;
  }

  private static @Nullable String differenceOfBytes(ActionLog ours, ActionLog peer) {
    Set<String> keys = new TreeSet<>(ours.actions().keySet());
    keys.addAll(peer.actions().keySet());
    for (String key : keys) {
      String difference =
          differenceAt(
              key,
              ours.actions().getOrDefault(key, Map.of()),
              peer.actions().getOrDefault(key, Map.of()));
      if (difference != null) {
        return difference;
      }
    }
    return null;
  }

  private static @Nullable String differenceAt(
      String key, Map<String, byte[]> ours, Map<String, byte[]> peer) {
    Iterator<Map.Entry<String, byte[]>> peers = peer.entrySet().iterator();
    int position = 0;
    for (Map.Entry<String, byte[]> one : ours.entrySet()) {
      String where = "key " + key + ", action " + position++ + ": ";
      if (!peers.hasNext()) {
        return where + "ours has event " + one.getKey() + ", peer has none";
      }
      Map.Entry<String, byte[]> other = peers.next();
      if (!one.getKey().equals(other.getKey())) {
        return where + "ours has event " + one.getKey() + ", peer has " + other.getKey();
      }
      if (!Arrays.equals(one.getValue(), other.getValue())) {
        return where
            + "event "
            + one.getKey()
            + " differs\nours "
            + Bytes.toHex(one.getValue())
            + "\npeer "
            + Bytes.toHex(other.getValue());
      }
    }
    return peers.hasNext()
        ? "key "
            + key
            + ", action "
            + position
            + ": peer has event "
            + peers.next().getKey()
            + ", ours has none"
        : null;
  }
}
