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
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.state.Timer;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.values.KV;
import org.joda.time.Instant;
import org.jspecify.annotations.Nullable;

/** What both arrival disciplines do with an observation once its turn has come. */
final class Hop implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Counter duplicates =
      Metrics.counter(ComputeFeatures.class, ComputeFeatures.DUPLICATES);
  private final Counter labelsDropped =
      Metrics.counter(ComputeFeatures.class, ComputeFeatures.LABELS_DROPPED);
  private final Counter historyEvents =
      Metrics.counter(ComputeFeatures.class, ComputeFeatures.HISTORY_EVENTS);
  private final HopLayout layout;
  private final OwnFeatures own;
  private final int number;
  private final int hops;
  private final int columns;
  private final int size;
  private final boolean labelled;
  private transient @Nullable EntityState inHand;

  Hop(FeatureSet set, int number, long deduplicateMillis, long slackMillis) {
    this.layout = HopLayout.of(set, number, deduplicateMillis, slackMillis);
    this.own = new OwnFeatures(set);
    this.number = number;
    this.hops = set.entities().size();
    this.columns = set.columns().size();
    this.size = set.size();
    this.labelled = set.isLabelled() && number == 0;
  }

  HopLayout layout() {
    return layout;
  }

  /** The state of a key from its cell: one object, which is of the next key the next time. */
  EntityState open(ValueState<byte[]> cell) {
    EntityState state = inHand;
    if (state == null) {
      state = new EntityState(layout);
      inHand = state;
    }
    state.open(cell.read());
    return state;
  }

  /** Writes what is new in the state, and publishes what it counted. */
  void close(EntityState state, ValueState<byte[]> cell, Timer expiry) {
    if (state.isChanged()) {
      Expiry.set(expiry, state.armExpiry());
      Expiry.write(cell, state.close());
    }
    count(state);
  }

  /** What happens when the timer fires that a state has set. */
  void expire(Instant fired, ValueState<byte[]> cell, Timer expiry) {
    EntityState state = open(cell);
    Expiry.set(expiry, state.expire(fired.getMillis()));
    Expiry.write(cell, state.close());
    count(state);
  }

  /**
   * The event with this hop's features, under the next key; null for a label, a repeat, or history
   * that has come to the last hop.
   */
  @Nullable KV<String, Observation> take(EntityState state, Observation observation) {
    if (observation.label) {
      requireLabelled(observation);
      state.label(observation);
      return null;
    }
    requireComplete(observation);
    double[] features = observation.features(size);
    if (!state.answer(observation, features)) {
      duplicates.inc();
      return null;
    }
    boolean last = number == hops - 1;
    if (observation.history) {
      return history(observation, last);
    }
    if (last) {
      // Only here, so that they travel between hops as zeros, one byte each.
      own.fill(observation, features);
    }
    return KV.of(
        observation.entities[last ? number : number + 1], observation.withFeatures(features));
  }

  /** It is remembered; the hops behind this one must hear of it too, but of no features. */
  private @Nullable KV<String, Observation> history(Observation event, boolean last) {
    if (number == 0) {
      historyEvents.inc();
    }
    return last ? null : KV.of(event.entities[number + 1], event);
  }

  private void count(EntityState state) {
    if (state.droppedLabels() > 0) {
      labelsDropped.inc(state.droppedLabels());
    }
  }

  private void requireLabelled(Observation label) {
    if (!labelled) {
      throw new IllegalArgumentException(
          String.format(
              "the hop %s got the %s, but the feature set does not declare it labelled",
              layout.entity(), label));
    }
  }

  private void requireComplete(Observation event) {
    if (event.entities.length != hops || event.values.length != columns) {
      throw new IllegalArgumentException(
          String.format(
              "the %s has %d entities and %d columns; the feature set has %d and %d",
              event, event.entities.length, event.values.length, hops, columns));
    }
  }
}
