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

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.ListCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.windowing.GlobalWindows;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PValue;
import org.apache.beam.sdk.values.PValues;
import org.apache.beam.sdk.values.TupleTag;
import org.jspecify.annotations.Nullable;

/**
 * Computes the features of a {@link FeatureSet}, one stateful step per entity.
 *
 * <p>The input is keyed by the <b>first</b> entity and holds events, in the global window; labels
 * come among them or from {@link #labels}. The output is keyed by the <b>last</b> entity and holds
 * the events alone, each once, with all features filled.
 *
 * <pre>{@code
 * PCollection<KV<String, Observation>> features =
 *     events.apply(
 *         "features",
 *         ComputeFeatures.of(featureSet)
 *             .labels(labels)
 *             .arrival(Arrival.EVENT_TIME)
 *             .deduplicateWithin(Duration.ofDays(1)));
 * }</pre>
 *
 * <ul>
 *   <li><b>Order.</b> The total order at a key is event time, then labels before events, then
 *       sequence, then event id. {@link Arrival#EVENT_TIME} computes and emits in that order and
 *       holds the watermark at the earliest event that waits; the element timestamp of an input
 *       must be its event time. {@link Arrival#ON_ARRIVAL} answers at once with the element's own
 *       timestamp, also what is behind the watermark; of events with equal time each counts those
 *       that arrived before it.
 *   <li><b>Repeats.</b> The first hop drops an event whose id it knows from an event at most {@code
 *       deduplicateWithin} earlier or later in event time, and counts it as {@value #DUPLICATES}.
 *       Ids are compared by a 64-bit fingerprint within one key.
 *   <li><b>Labels.</b> A label joins its event in the first hop and counts from the time it became
 *       known. It waits for its turn as an event does, and where it comes first for its event. Of
 *       several labels of one event the one known first wins (of two known at the same time a
 *       negative one), and the others change nothing. One that no window can see any more, or whose
 *       event has left the state, is dropped and counted as {@value #LABELS_DROPPED}.
 *   <li><b>State.</b> One value state of bytes per key and hop. It holds the events of the key in
 *       the latest {@code max(retention, deduplicateWithin + 1 ms in the first hop) + slack} of
 *       event time (no slack in EVENT_TIME). With retention below 198 days and that span below 397
 *       days it takes at most 25 bytes, plus 5 per event, plus 13 per event in the first hop, plus
 *       10 per event and kept column (3 up to a magnitude of 2^20), plus 24 per label that waits
 *       for its event. A timer on a daily grid clears it once nothing in it can be seen. In
 *       EVENT_TIME the events that wait for the watermark lie beside it, as their coder writes
 *       them.
 *   <li><b>Cost.</b> One read and one write of the cell per event and hop, and one pass over it. In
 *       EVENT_TIME that is for all of a key's events that the watermark passes at once, and each
 *       event is written and read once more while it waits, with those of its key that came in the
 *       same bundle, and with a timer for the earliest. The work grows with the number of events
 *       that the key has within its retention.
 * </ul>
 *
 * <p>The names of the steps are those of the entities. They and the set's retained columns address
 * the state: renaming an entity loses it, a change of columns is refused when the state is read.
 */
public final class ComputeFeatures
    extends PTransform<PCollection<KV<String, Observation>>, PCollection<KV<String, Observation>>> {
  private static final long serialVersionUID = 1L;

  /** The counter of repeats that were dropped, in the namespace of this class. */
  public static final String DUPLICATES = "duplicates";

  /** The counter of labels that came too late to count, in the namespace of this class. */
  public static final String LABELS_DROPPED = "labels_dropped";

  /** The counter of events that only filled state, in the namespace of this class. */
  public static final String HISTORY_EVENTS = "history_events";

  private static final Duration LONGEST = Duration.ofDays(3660);
  private static final Coder<KV<String, Observation>> OBSERVATION =
      KvCoder.of(StringUtf8Coder.of(), ObservationCoder.of());
  private static final Coder<KV<String, List<Observation>>> GROUP =
      KvCoder.of(StringUtf8Coder.of(), ListCoder.of(ObservationCoder.of()));

  private final FeatureSet featureSet;
  private final Arrival arrival;
  private final Duration deduplicateWithin;
  private final Duration slack;
  private final boolean afterHistory;

  private final transient @Nullable PCollection<KV<String, Observation>> labels;

  private ComputeFeatures(
      FeatureSet featureSet,
      Arrival arrival,
      Duration deduplicateWithin,
      Duration slack,
      boolean afterHistory,
      @Nullable PCollection<KV<String, Observation>> labels) {
    this.featureSet = featureSet;
    this.arrival = arrival;
    this.deduplicateWithin = deduplicateWithin;
    this.slack = slack;
    this.afterHistory = afterHistory;
    this.labels = labels;
  }

  /** The features of a set, by default in event time, without repeats within a day. */
  public static ComputeFeatures of(FeatureSet featureSet) {
    return new ComputeFeatures(
        featureSet, Arrival.EVENT_TIME, Duration.ofDays(1), Duration.ofHours(1), false, null);
  }

  /** Like this one but with that discipline. */
  public ComputeFeatures arrival(Arrival discipline) {
    return new ComputeFeatures(
        featureSet, discipline, deduplicateWithin, slack, afterHistory, labels);
  }

  /**
   * Like this one but dropping repeats within that distance in event time; 1 day unless set. Zero
   * drops only a repeat with the same event time.
   *
   * @param distance from 0 to 3660 days
   */
  public ComputeFeatures deduplicateWithin(Duration distance) {
    requireDuration("deduplicateWithin", distance);
    return new ComputeFeatures(featureSet, arrival, distance, slack, afterHistory, labels);
  }

  /**
   * Like this one but keeping history that much longer in {@link Arrival#ON_ARRIVAL}, so that an
   * event which comes out of order by at most that still sees full windows; 1 hour unless set. In
   * {@link Arrival#EVENT_TIME} nothing comes out of order and it has no effect.
   *
   * @param longer from 0 to 3660 days
   */
  public ComputeFeatures slack(Duration longer) {
    requireDuration("slack", longer);
    return new ComputeFeatures(
        featureSet, arrival, deduplicateWithin, longer, afterHistory, labels);
  }

  /**
   * Like this one but with history among the input: events with {@link Observation#history}, which
   * fill the state of every hop and are not answered. What follows is answered as if the history
   * had been, too. The numbers of history are counted as {@value #HISTORY_EVENTS}.
   *
   * <p>In {@link Arrival#EVENT_TIME} nothing else changes: the total order does it, and history
   * that has not been read holds the watermark. In {@link Arrival#ON_ARRIVAL} an event that is no
   * history waits until the watermark has left the beginning of time, which it must not do before
   * all history has been read (see {@code History.holdingWatermark} of the streams); those that
   * have waited are then answered in total order, at the timestamps of their elements, and those
   * that come later at once. So it waits as long as the reading of history takes. What waits lies
   * beside the cell and is gone afterwards; what remains is one more look at the state for each
   * event and hop, until the pipeline goes on from a savepoint without this setting. That it can,
   * once all history has been read: the state is the same.
   */
  public ComputeFeatures afterHistory() {
    return new ComputeFeatures(featureSet, arrival, deduplicateWithin, slack, true, labels);
  }

  /**
   * Like this one but with labels that have a collection of their own, keyed like the events. They
   * may also be in the input, among the events; the result is the same.
   */
  public ComputeFeatures labels(PCollection<KV<String, Observation>> known) {
    return new ComputeFeatures(featureSet, arrival, deduplicateWithin, slack, afterHistory, known);
  }

  @Override
  public Map<TupleTag<?>, PValue> getAdditionalInputs() {
    PCollection<KV<String, Observation>> others = labels;
    return others == null ? Map.of() : Map.copyOf(PValues.expandInput(others));
  }

  @Override
  public PCollection<KV<String, Observation>> expand(PCollection<KV<String, Observation>> input) {
    PCollectionList<KV<String, Observation>> inputs = PCollectionList.of(input);
    PCollection<KV<String, Observation>> others = labels;
    if (others != null) {
      inputs = inputs.and(others);
    }
    for (PCollection<KV<String, Observation>> each : inputs.getAll()) {
      requireGlobalWindow(each);
    }
    return arrival == Arrival.ON_ARRIVAL ? onArrival(inputs) : inEventTime(inputs);
  }

  private PCollection<KV<String, Observation>> onArrival(
      PCollectionList<KV<String, Observation>> inputs) {
    PCollection<KV<String, Observation>> observations = merged(inputs);
    for (int number = 0; number < featureSet.entities().size(); number++) {
      observations =
          observations
              .apply(
                  featureSet.entities().get(number),
                  ParDo.of(onArrival(hop(number, slack.toMillis()))))
              .setCoder(OBSERVATION);
    }
    return observations;
  }

  private DoFn<KV<String, Observation>, KV<String, Observation>> onArrival(Hop hop) {
    return afterHistory ? new AfterHistoryFn(hop) : new OnArrivalFn(hop);
  }

  private PCollection<KV<String, Observation>> inEventTime(
      PCollectionList<KV<String, Observation>> inputs) {
    PCollectionList<KV<String, Observation>> observations = inputs;
    for (int number = 0; number < featureSet.entities().size(); number++) {
      String entity = featureSet.entities().get(number);
      observations =
          PCollectionList.of(
              grouped(observations, entity)
                  .apply(entity, ParDo.of(new EventTimeFn(hop(number, 0))))
                  .setCoder(OBSERVATION));
    }
    return observations.get(0);
  }

  /** Groups each input before they are merged: where it is read, and not in a step of its own. */
  private static PCollection<KV<String, List<Observation>>> grouped(
      PCollectionList<KV<String, Observation>> inputs, String entity) {
    List<PCollection<KV<String, List<Observation>>>> groups = new ArrayList<>();
    for (PCollection<KV<String, Observation>> input : inputs.getAll()) {
      groups.add(
          input
              .apply("by-" + entity + "-" + groups.size(), ParDo.of(new GroupInBundleFn()))
              .setCoder(GROUP));
    }
    return merged(PCollectionList.of(groups));
  }

  private static <T> PCollection<T> merged(PCollectionList<T> inputs) {
    return inputs.size() == 1 ? inputs.get(0) : inputs.apply("merge", Flatten.pCollections());
  }

  private Hop hop(int number, long slackMillis) {
    return new Hop(featureSet, number, deduplicateWithin.toMillis(), slackMillis);
  }

  private static void requireGlobalWindow(PCollection<KV<String, Observation>> input) {
    if (!(input.getWindowingStrategy().getWindowFn() instanceof GlobalWindows)) {
      throw new IllegalArgumentException(
          String.format(
              "%s is windowed by %s; features have windows of their own and need the global one",
              input.getName(), input.getWindowingStrategy().getWindowFn()));
    }
  }

  private static void requireDuration(String setting, Duration value) {
    if (value.isNegative() || value.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          String.format("%s is %s; it must be from 0 to %s", setting, value, LONGEST));
    }
  }
}
