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
package io.weir.launcher.watch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Who came and who was answered, whatever the order in which the topics are read.
 *
 * <p>An event id is <em>due</em> when it has more records than dead letters: a record that is
 * neither answered nor dead is missing. Event ids are known by a 64-bit fingerprint. An id that is
 * not settled is kept; of those that are, the last {@value #REMEMBERED} are remembered, and a
 * repeat that comes later than that counts as a new event. Dead letters are told apart by the place
 * of their record, the last {@value #REMEMBERED} likewise.
 *
 * <p>Not safe for use by several threads.
 */
final class Ledger {
  static final int REMEMBERED = 1 << 20;

  /** Answered where no latency can be told, since the event's record has not been read yet. */
  static final long UNKNOWN = -1;

  private final Map<Long, OpenEvent> open = new HashMap<>();
  private final FingerprintWindow settled = new FingerprintWindow(REMEMBERED);
  private final FingerprintWindow deadPlaces = new FingerprintWindow(REMEMBERED);
  private final Map<String, Long> lanes = new TreeMap<>();
  private final Map<String, Long> decisions = new TreeMap<>();
  private final Map<String, Long> reasons = new TreeMap<>();
  private final LatencyListener listener;

  private long records;
  private long nameless;
  private long due;
  private long settledEvents;
  private long out;
  private long deadLetters;
  private long otherDeadLetters;

  /** Hears of the latency of each event, once, when both its record and its action are known. */
  interface LatencyListener {
    void latency(String lane, long millis);
  }

  /** What is known of an event id that is not settled. */
  private static final class OpenEvent {
    final String eventId;
    int records;
    int deadLetters;
    boolean answered;
    String lane = "";
    long appendMillis;
    long answerMillis;

    OpenEvent(String eventId) {
      this.eventId = eventId;
    }

    boolean due() {
      return records > deadLetters;
    }
  }

  Ledger(LatencyListener listener) {
    this.listener = listener;
  }

  /**
   * A record of the primary input that is no control record.
   *
   * @param eventId null where it has none that can be read
   */
  void record(@Nullable String eventId, long appendMillis) {
    records++;
    if (eventId == null) {
      nameless++;
      return;
    }
    long fingerprint = Fingerprints.of(eventId);
    if (settled.contains(fingerprint)) {
      return;
    }
    OpenEvent event = open.computeIfAbsent(fingerprint, unused -> new OpenEvent(eventId));
    boolean wasDue = event.due();
    if (event.records++ == event.deadLetters) {
      event.appendMillis = appendMillis; // The first record that may be the one answered.
    }
    update(fingerprint, event, wasDue);
  }

  /** An action. Returns whether it is the first for its event id. */
  boolean action(String eventId, String decision, String lane, long appendMillis) {
    long fingerprint = Fingerprints.of(eventId);
    if (settled.contains(fingerprint)) {
      return false;
    }
    OpenEvent event = open.computeIfAbsent(fingerprint, unused -> new OpenEvent(eventId));
    if (event.answered) {
      return false;
    }
    event.answered = true;
    event.lane = lane;
    event.answerMillis = appendMillis;
    out++;
    decisions.merge(decision, 1L, Long::sum);
    lanes.merge(lane, 1L, Long::sum);
    update(fingerprint, event, event.due());
    return true;
  }

  /**
   * A dead letter of a record of the primary input. Returns whether it is the first for its place.
   *
   * @param place the fingerprint of topic, partition and offset
   * @param eventId null where the record has none that can be read
   */
  boolean deadLetter(long place, @Nullable String eventId, String reason) {
    if (!deadPlaces.add(place)) {
      return false;
    }
    deadLetters++;
    reasons.merge(reason, 1L, Long::sum);
    if (eventId == null) {
      nameless--;
      return true;
    }
    long fingerprint = Fingerprints.of(eventId);
    if (!settled.contains(fingerprint)) {
      OpenEvent event = open.computeIfAbsent(fingerprint, unused -> new OpenEvent(eventId));
      boolean wasDue = event.due();
      event.deadLetters++;
      update(fingerprint, event, wasDue);
    }
    return true;
  }

  /** A dead letter of a record of another input. */
  boolean otherDeadLetter(long place, String reason) {
    if (!deadPlaces.add(place)) {
      return false;
    }
    otherDeadLetters++;
    reasons.merge(reason, 1L, Long::sum);
    return true;
  }

  private void update(long fingerprint, OpenEvent event, boolean wasDue) {
    if (event.due() != wasDue) {
      due += wasDue ? -1 : 1;
    }
    if (event.answered && event.due()) {
      listener.latency(event.lane, event.answerMillis - event.appendMillis);
      open.remove(fingerprint);
      settled.add(fingerprint);
      settledEvents++;
    } else if (!event.answered && event.records == event.deadLetters) {
      open.remove(fingerprint);
    }
  }

  long in() {
    return deadLetters + due;
  }

  long out() {
    return out;
  }

  /** Dead letters may be read before their records: never below 0. */
  long duplicates() {
    return Math.max(0, records - in() - nameless);
  }

  long deadLetters() {
    return deadLetters;
  }

  long otherDeadLetters() {
    return otherDeadLetters;
  }

  long decided(String decision) {
    return decisions.getOrDefault(decision, 0L);
  }

  Map<String, Long> lanes() {
    return lanes;
  }

  Map<String, Long> reasons() {
    return reasons;
  }

  /** Records that are neither answered nor dead, repeats not counted. */
  long missing() {
    return due - settledEvents + Math.max(0, nameless);
  }

  /** Some event ids that are missing, for a person. */
  List<String> someMissing(int most) {
    List<String> ids = new ArrayList<>();
    for (OpenEvent event : open.values()) {
      if (ids.size() < most && event.due() && !event.answered) {
        ids.add(event.eventId);
      }
    }
    return ids;
  }

  /** Changes whenever something was read. */
  long progress() {
    return records + out + deadLetters + otherDeadLetters;
  }
}
