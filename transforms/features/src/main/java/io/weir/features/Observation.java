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

import java.util.Arrays;
import java.util.Objects;
import org.apache.beam.sdk.coders.DefaultCoder;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;

/**
 * One event on its way through the hops, or a label that says later what an event turned out to be.
 * Immutable.
 *
 * <p>An event names one entity per hop, in hop order; a label names only the labelled entity, the
 * first. Equality is by content, features by their bit patterns.
 */
@DefaultCoder(ObservationCoder.class)
public final class Observation {
  private static final byte[] NO_PAYLOAD = {};
  private static final String[] NO_ENTITIES = {};
  private static final long[] NO_VALUES = {};
  private static final double[] NO_FEATURES = {};
  private static final long EARLIEST_MILLIS = BoundedWindow.TIMESTAMP_MIN_VALUE.getMillis();
  // A timer one millisecond later must still lie within the global window.
  private static final long LATEST_MILLIS = GlobalWindow.INSTANCE.maxTimestamp().getMillis() - 1;

  final boolean label;
  final boolean positive;
  final boolean late;
  final boolean history;
  final String eventId;
  final long eventTimeMillis;
  final long observedTimeMillis;
  final long sequence;
  final String[] entities;
  final long[] values;
  final double[] features;
  final byte[] payload;

  private Observation(Builder builder, double[] features) {
    this.label = builder.label;
    this.positive = builder.positive;
    this.late = builder.late;
    this.history = builder.history;
    this.eventId = builder.eventId;
    this.eventTimeMillis = builder.eventTimeMillis;
    this.observedTimeMillis = builder.observedTimeMillis;
    this.sequence = builder.sequence;
    this.entities = builder.entities;
    this.values = builder.values;
    this.features = features;
    this.payload = builder.payload;
  }

  private Observation(Observation source, double[] features) {
    this.label = source.label;
    this.positive = source.positive;
    this.late = source.late;
    this.history = source.history;
    this.eventId = source.eventId;
    this.eventTimeMillis = source.eventTimeMillis;
    this.observedTimeMillis = source.observedTimeMillis;
    this.sequence = source.sequence;
    this.entities = source.entities;
    this.values = source.values;
    this.features = features;
    this.payload = source.payload;
  }

  /**
   * Starts an event.
   *
   * @param eventId the producer's id of the event, not empty
   * @param eventTimeMillis when it happened, milliseconds since the epoch
   */
  public static Builder event(String eventId, long eventTimeMillis) {
    return new Builder(false, eventId, eventTimeMillis, eventTimeMillis, false);
  }

  /**
   * Starts a label.
   *
   * @param eventId the id of the event that it is about, not empty
   * @param knownTimeMillis when the label became known, milliseconds since the epoch: the event
   *     time of the label itself
   * @param observedTimeMillis the event time of the event that it is about, not after {@code
   *     knownTimeMillis}
   * @param positive what became known, for example true for fraud
   */
  public static Builder label(
      String eventId, long knownTimeMillis, long observedTimeMillis, boolean positive) {
    return new Builder(true, eventId, knownTimeMillis, observedTimeMillis, positive);
  }

  /** Whether this is a label; otherwise it is an event. */
  public boolean isLabel() {
    return label;
  }

  /** What the label says; false for an event. */
  public boolean isPositive() {
    return positive;
  }

  /** The id of the event, or of the event that the label is about. */
  public String eventId() {
    return eventId;
  }

  /** When it happened or, for a label, became known; milliseconds since the epoch. */
  public long eventTimeMillis() {
    return eventTimeMillis;
  }

  /** The event time of the event, also of the one that a label is about. */
  public long observedTimeMillis() {
    return observedTimeMillis;
  }

  /** The producer's number that orders observations of one event time; 0 if it has none. */
  public long sequence() {
    return sequence;
  }

  /** How many entities this observation names. */
  public int entities() {
    return entities.length;
  }

  /**
   * The key at a hop.
   *
   * @throws IndexOutOfBoundsException if the observation names no entity for that hop
   */
  public String entity(int hop) {
    return entities[hop];
  }

  /**
   * The value of a column, in the order of the feature set's columns.
   *
   * @throws IndexOutOfBoundsException if there is no such column
   */
  public long value(int column) {
    return values[column];
  }

  /**
   * One feature, in the published order. Features of hops still ahead are 0.
   *
   * @throws IndexOutOfBoundsException if there is no such feature, or none was computed yet
   */
  public double feature(int index) {
    return features[index];
  }

  /** A copy of the features in the published order; empty before the first hop. */
  public double[] features() {
    return features.clone();
  }

  /**
   * A copy of the features as a set of that size has them: those that are not computed are 0, also
   * where a version of the set computed them that had fewer.
   */
  public double[] features(int size) {
    return Arrays.copyOf(features, size);
  }

  /** Whether it was read behind the watermark. */
  public boolean late() {
    return late;
  }

  /** Whether it only fills state: see {@link ComputeFeatures#afterHistory}. */
  public boolean history() {
    return history;
  }

  /** What the caller attached, carried untouched. The array is not copied: do not change it. */
  public byte[] payload() {
    return payload;
  }

  /** Like this one but with the given features, which now belong to the new observation. */
  Observation withFeatures(double[] computed) {
    return new Observation(this, computed);
  }

  @Override
  public boolean equals(Object other) {
    if (this == other) {
      return true;
    }
    if (!(other instanceof Observation)) {
      return false;
    }
    Observation that = (Observation) other;
    return label == that.label
        && positive == that.positive
        && late == that.late
        && history == that.history
        && eventTimeMillis == that.eventTimeMillis
        && observedTimeMillis == that.observedTimeMillis
        && sequence == that.sequence
        && eventId.equals(that.eventId)
        && Arrays.equals(entities, that.entities)
        && Arrays.equals(values, that.values)
        && Arrays.equals(features, that.features)
        && Arrays.equals(payload, that.payload);
  }

  @Override
  public int hashCode() {
    return Objects.hash(eventId, eventTimeMillis, observedTimeMillis, label);
  }

  @Override
  public String toString() {
    return (label ? "label of " : "event ")
        + eventId
        + " at "
        + eventTimeMillis
        + " for "
        + Arrays.toString(entities);
  }

  /** Builds one observation. */
  public static final class Builder {
    private final boolean label;
    private final String eventId;
    private final long eventTimeMillis;
    private final long observedTimeMillis;
    private final boolean positive;
    private boolean late;
    private boolean history;
    private long sequence;
    private String[] entities = NO_ENTITIES;
    private long[] values = NO_VALUES;
    private byte[] payload = NO_PAYLOAD;

    private Builder(
        boolean label,
        String eventId,
        long eventTimeMillis,
        long observedTimeMillis,
        boolean positive) {
      if (eventId.isEmpty()) {
        throw new IllegalArgumentException("eventId is empty; it must identify the event");
      }
      if (eventTimeMillis < EARLIEST_MILLIS || eventTimeMillis > LATEST_MILLIS) {
        throw new IllegalArgumentException(
            String.format(
                "the time of %s is %d; it must be from %d to %d ms",
                eventId, eventTimeMillis, EARLIEST_MILLIS, LATEST_MILLIS));
      }
      if (observedTimeMillis < EARLIEST_MILLIS || observedTimeMillis > eventTimeMillis) {
        throw new IllegalArgumentException(
            String.format(
                "the label of %s is about time %d; it must be from %d to the time it became known,"
                    + " %d ms",
                eventId, observedTimeMillis, EARLIEST_MILLIS, eventTimeMillis));
      }
      this.label = label;
      this.eventId = eventId;
      this.eventTimeMillis = eventTimeMillis;
      this.observedTimeMillis = observedTimeMillis;
      this.positive = positive;
    }

    /** The keys in hop order; for a label only the labelled entity. */
    public Builder entities(String... keys) {
      for (int hop = 0; hop < keys.length; hop++) {
        Objects.requireNonNull(keys[hop], "entities");
      }
      this.entities = keys.clone();
      return this;
    }

    /** The columns in the feature set's order. */
    public Builder values(long... columns) {
      this.values = columns.clone();
      return this;
    }

    /** The producer's number that orders observations of one event time; 0 unless set. */
    public Builder sequence(long number) {
      this.sequence = number;
      return this;
    }

    /** Whether it was read behind the watermark; false unless set. */
    public Builder late(boolean readBehindWatermark) {
      this.late = readBehindWatermark;
      return this;
    }

    /** Whether it only fills state, and is not answered; false unless set. */
    public Builder history(boolean onlyFillsState) {
      this.history = onlyFillsState;
      return this;
    }

    /** Anything to carry along; empty unless set. The array is not copied: do not change it. */
    public Builder payload(byte[] bytes) {
      this.payload = bytes;
      return this;
    }

    /** The observation, without features. */
    public Observation build() {
      return build(NO_FEATURES);
    }

    /** Like {@code entities} and {@code values}, but the arrays now belong to the observation. */
    Builder owning(String[] keys, long[] columns) {
      this.entities = keys;
      this.values = columns;
      return this;
    }

    /** The observation with features that now belong to it. */
    Observation build(double[] features) {
      return new Observation(this, features);
    }
  }
}
