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
package io.weir.features;

import org.jspecify.annotations.Nullable;

/**
 * The state of one key at one hop while it is in hand: opened from a cell, changed, and closed into
 * a fresh one. Knows no engine. One object serves one thread and one key after another; a cell that
 * was passed in is never changed.
 *
 * <p>A cell takes at most {@code 25 + n * e + 24 * l} bytes, where
 *
 * <ul>
 *   <li>{@code n} is the number of the key's events in the latest {@code keep} of event time, which
 *       is {@code max(retention, deduplicateWithin + 1 ms in the first hop) + slack}, without slack
 *       in EVENT_TIME;
 *   <li>{@code e} is {@link HopLayout#longestEntry()}: for a keep below 397 days 5 bytes, in the
 *       first hop at most 14 more (13 for a retention below 198 days), and for each kept column at
 *       most 10 (3 up to a magnitude of 2^20);
 *   <li>{@code l} is the number of labels whose event has not come, within the same time.
 * </ul>
 */
final class EntityState {
  /** The time of a timer that is not to be set. */
  static final long NEVER = Long.MAX_VALUE;

  private static final long DAY = 86_400_000;
  private static final int NO_DAY = Integer.MIN_VALUE;

  private final HopLayout layout;
  private final History history;
  private final WindowScan scan;
  private final OrphanLabels orphans = new OrphanLabels();
  private int expiryDay = NO_DAY;
  private int droppedLabels;
  private boolean changed;

  EntityState(HopLayout layout) {
    this.layout = layout;
    this.history = new History(layout);
    this.scan = new WindowScan(layout);
  }

  /** Takes a key's state in hand; null is the state of a new key. */
  void open(byte @Nullable [] cell) {
    droppedLabels = 0;
    changed = false;
    if (cell == null) {
      reset();
      return;
    }
    StateCell.check(cell, layout);
    int historyEnd = StateCell.HEADER + StateCell.historyLength(cell);
    int orphansEnd = historyEnd + StateCell.orphansLength(cell);
    history.load(cell, StateCell.HEADER, historyEnd, StateCell.base(cell));
    orphans.load(cell, historyEnd, orphansEnd - historyEnd);
    expiryDay = StateCell.expiryDay(cell);
  }

  /** The state as a fresh cell; null if nothing is left to keep. */
  byte @Nullable [] close() {
    int historyLength = history.end() - history.start();
    int length = StateCell.HEADER + historyLength + orphans.length();
    if (length == StateCell.HEADER) {
      return null;
    }
    byte[] cell = new byte[length];
    StateCell.writeHeader(cell, layout, expiryDay, history.base(), historyLength, orphans.length());
    int at = StateCell.HEADER;
    System.arraycopy(history.bytes(), history.start(), cell, at, historyLength);
    at += historyLength;
    System.arraycopy(orphans.bytes(), 0, cell, at, orphans.length());
    return cell;
  }

  /**
   * Computes the hop's features of an event and remembers the event.
   *
   * <p>An event older than everything kept is answered from what is kept, but not remembered.
   *
   * @param features where the features go, at their places in the vector
   * @return false, with nothing changed, if the event is a repeat
   */
  boolean answer(Observation event, double[] features) {
    long now = event.eventTimeMillis;
    long fingerprint = layout.identified() ? Fingerprint.of(event.eventId) : 0;
    scan.run(history, now, fingerprint);
    if (scan.repeated()) {
      return false;
    }
    long label = orphans.isEmpty() ? LabelCode.NONE : orphans.take(now, fingerprint);
    boolean positive = LabelCode.isPositive(label, 0);
    for (WindowFeature feature : layout.features()) {
      long own = feature.slot() < 0 ? 0 : event.values[layout.column(feature.slot())];
      features[feature.index()] = feature.value(scan, own, positive);
    }
    remember(event, fingerprint, label);
    return true;
  }

  private void remember(Observation event, long fingerprint, long label) {
    long now = event.eventTimeMillis;
    long latest = Math.max(now, scan.latest());
    if (now <= latest - layout.keepMillis()) {
      return;
    }
    changed = true;
    // For an event out of order this evicts less than for the latest one, which has come already.
    history.evict(scan.keptPosition(), scan.keptBase());
    history.insert(
        scan.laterPosition(), scan.laterBase(), now, fingerprint, label, layout, event.values);
    if (!orphans.isEmpty()) {
      droppedLabels += orphans.evict(latest - layout.keepMillis());
    }
  }

  /** Joins a label with its event, or lets it wait, or counts it as dropped. */
  void label(Observation label) {
    long eventTime = label.observedTimeMillis;
    if (eventTime <= label.eventTimeMillis - layout.retentionMillis()) {
      droppedLabels++;
      return;
    }
    long fingerprint = Fingerprint.of(label.eventId);
    long code = LabelCode.of(label);
    changed = true;
    if (history.label(eventTime, fingerprint, code)) {
      return;
    }
    long latest = history.latest();
    if (latest != Long.MIN_VALUE && eventTime <= latest - layout.keepMillis()) {
      droppedLabels++;
    } else {
      orphans.add(eventTime, fingerprint, code);
    }
  }

  /** Whether what is remembered may have changed since the state was opened. */
  boolean isChanged() {
    return changed;
  }

  /** How many labels were dropped since the state was opened. */
  int droppedLabels() {
    return droppedLabels;
  }

  /**
   * The time for which the expiry timer must now be set; {@link #NEVER} if it is set already or
   * nothing is remembered. The grid of days and the day in the cell make setting it rare: once, and
   * then once per keep for a key that lives on.
   */
  long armExpiry() {
    if (expiryDay != NO_DAY || (history.isEmpty() && orphans.isEmpty())) {
      return NEVER;
    }
    return arm();
  }

  /**
   * What the expiry timer does: forgets everything if nothing remembered can be seen any more.
   *
   * @return the time for which the timer must be set again; {@link #NEVER} if it must not
   */
  long expire(long timeMillis) {
    expiryDay = NO_DAY;
    if (history.isEmpty() && orphans.isEmpty()) {
      return NEVER;
    }
    if (latestRemembered() + layout.keepMillis() > timeMillis) {
      return arm();
    }
    droppedLabels += orphans.evict(Long.MAX_VALUE);
    history.clear();
    return NEVER;
  }

  private long arm() {
    long day = Math.floorDiv(latestRemembered() + layout.keepMillis(), DAY) + 1;
    expiryDay = (int) day;
    return day * DAY;
  }

  private long latestRemembered() {
    return Math.max(history.latest(), orphans.latest());
  }

  private void reset() {
    history.clear();
    orphans.load(new byte[0], 0, 0);
    expiryDay = NO_DAY;
  }
}
