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

import java.io.Serializable;
import java.time.Duration;

/**
 * One named feature. Immutable: {@code per}, {@code over} and {@code delayedBy} return changed
 * copies.
 *
 * <pre>{@code
 * Feature.mean("AVG_AMOUNT_7DAY", "AMOUNT", 100).per("card").over(Duration.ofDays(7))
 * }</pre>
 *
 * <p>A window over {@code w}, delayed by {@code d}, holds the events with event time in {@code (t -
 * d - w, t - d]}, where {@code t} is the event time of the event being answered: open on the left,
 * closed on the right. Without a delay the event itself is in its window.
 */
public final class Feature implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final Duration LONGEST = Duration.ofDays(3660);

  /** What is computed. */
  enum Kind {
    WEEKEND,
    HOURS,
    VALUE,
    COUNT,
    MEAN,
    LABEL_RATE
  }

  private final String name;
  private final Kind kind;
  private final String column;
  private final long scale;
  private final int firstHour;
  private final int lastHour;
  private final String entity;
  private final long windowMillis;
  private final long delayMillis;

  private Feature(
      String name,
      Kind kind,
      String column,
      long scale,
      int firstHour,
      int lastHour,
      String entity,
      long windowMillis,
      long delayMillis) {
    this.name = FeatureSet.requireName("feature", name);
    this.kind = kind;
    this.column = column;
    this.scale = scale;
    this.firstHour = firstHour;
    this.lastHour = lastHour;
    this.entity = entity;
    this.windowMillis = windowMillis;
    this.delayMillis = delayMillis;
  }

  /** 1 if the event's time is on a Saturday or Sunday in UTC, else 0. */
  public static Feature weekend(String name) {
    return new Feature(name, Kind.WEEKEND, "", 1, 0, 0, "", 0, 0);
  }

  /**
   * 1 if the event's hour in UTC is one from {@code firstHour} to {@code lastHour}, both included,
   * else 0. With {@code firstHour > lastHour} the hours run over midnight.
   *
   * @param firstHour 0 to 23
   * @param lastHour 0 to 23
   */
  public static Feature hours(String name, int firstHour, int lastHour) {
    requireHour(name, "firstHour", firstHour);
    requireHour(name, "lastHour", lastHour);
    return new Feature(name, Kind.HOURS, "", 1, firstHour, lastHour, "", 0, 0);
  }

  /**
   * The event's own column, divided by {@code scale}: {@code value / (double) scale}.
   *
   * @param scale what 1 in the feature's unit is in the column's, for example 100 for a column in
   *     cents; at least 1
   */
  public static Feature value(String name, String column, long scale) {
    requireScale(name, scale);
    FeatureSet.requireName("column", column);
    return new Feature(name, Kind.VALUE, column, scale, 0, 0, "", 0, 0);
  }

  /** The number of events in the window. */
  public static Feature count(String name) {
    return new Feature(name, Kind.COUNT, "", 1, 0, 0, "", 0, 0);
  }

  /**
   * The mean of a column over the events in the window, divided by {@code scale}; 0 if the window
   * is empty. It is the one expression {@code sum / ((double) count * scale)} with {@code sum} a
   * 64-bit integer: independent of the order of events, and the correctly rounded quotient as long
   * as {@code |sum|} and {@code count * scale} stay below 2^53. A sum beyond 2^63 wraps.
   *
   * @param scale what 1 in the feature's unit is in the column's, for example 100 for a column in
   *     cents; at least 1
   */
  public static Feature mean(String name, String column, long scale) {
    requireScale(name, scale);
    FeatureSet.requireName("column", column);
    return new Feature(name, Kind.MEAN, column, scale, 0, 0, "", 0, 0);
  }

  /**
   * The share of the events in the window that have a positive label known at or before the time of
   * the event being answered: {@code positives / (double) count}; 0 if the window is empty.
   */
  public static Feature labelRate(String name) {
    return new Feature(name, Kind.LABEL_RATE, "", 1, 0, 0, "", 0, 0);
  }

  /** Like this one but over the events that share the answered event's value of that entity. */
  public Feature per(String entityName) {
    requireWindowed("per");
    FeatureSet.requireName("entity", entityName);
    return new Feature(
        name, kind, column, scale, firstHour, lastHour, entityName, windowMillis, delayMillis);
  }

  /**
   * Like this one but over a window of that length.
   *
   * @param window from 1 ms to 3660 days
   */
  public Feature over(Duration window) {
    requireWindowed("over");
    if (window.compareTo(Duration.ofMillis(1)) < 0 || window.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          String.format("%s: over is %s; it must be from 1 ms to %s", name, window, LONGEST));
    }
    return new Feature(
        name, kind, column, scale, firstHour, lastHour, entity, window.toMillis(), delayMillis);
  }

  /**
   * Like this one but with the window ending that long before the answered event.
   *
   * @param delay from 0 to 3660 days
   */
  public Feature delayedBy(Duration delay) {
    requireWindowed("delayedBy");
    if (delay.isNegative() || delay.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          String.format("%s: delayedBy is %s; it must be from 0 to %s", name, delay, LONGEST));
    }
    return new Feature(
        name, kind, column, scale, firstHour, lastHour, entity, windowMillis, delay.toMillis());
  }

  /** The name in the vector. */
  public String name() {
    return name;
  }

  Kind kind() {
    return kind;
  }

  String column() {
    return column;
  }

  long scale() {
    return scale;
  }

  int firstHour() {
    return firstHour;
  }

  int lastHour() {
    return lastHour;
  }

  String entity() {
    return entity;
  }

  long windowMillis() {
    return windowMillis;
  }

  long delayMillis() {
    return delayMillis;
  }

  /** How far back from an event its window reaches. */
  long reachMillis() {
    return windowMillis + delayMillis;
  }

  boolean isWindowed() {
    return kind == Kind.COUNT || kind == Kind.MEAN || kind == Kind.LABEL_RATE;
  }

  private void requireWindowed(String setting) {
    if (!isWindowed()) {
      throw new IllegalArgumentException(
          String.format("%s: %s is set, but the feature has no window", name, setting));
    }
  }

  private static void requireHour(String name, String setting, int hour) {
    if (hour < 0 || hour > 23) {
      throw new IllegalArgumentException(
          String.format("%s: %s is %d; it must be from 0 to 23", name, setting, hour));
    }
  }

  private static void requireScale(String name, long scale) {
    if (scale < 1) {
      throw new IllegalArgumentException(
          String.format("%s: scale is %d; it must be at least 1", name, scale));
    }
  }
}
