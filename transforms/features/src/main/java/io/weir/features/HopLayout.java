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
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * What one hop keeps of each event, for how long, and where its windows begin and end. It follows
 * from the features of the hop's entity:
 *
 * <ul>
 *   <li>columns: those that a mean of the entity uses, in the set's order;
 *   <li>ids and labels: in the first hop, which drops repeats and joins labels;
 *   <li>edges: every distinct distance at which a window of the entity begins or ends, and the
 *       distance up to which entries are kept. A window's aggregate is the difference of the
 *       running aggregates at its two edges, so one walk answers all windows.
 * </ul>
 */
final class HopLayout implements Serializable {
  private static final long serialVersionUID = 1L;

  private final String entity;
  private final boolean identified;
  private final int[] columns;
  private final long[] reaches;
  private final long retentionMillis;
  private final long deduplicateMillis;
  private final WindowFeature[] features;
  private final int code;

  private HopLayout(
      String entity,
      boolean identified,
      int[] columns,
      long[] reaches,
      long retentionMillis,
      long deduplicateMillis,
      WindowFeature[] features,
      int code) {
    this.entity = entity;
    this.identified = identified;
    this.columns = columns;
    this.reaches = reaches;
    this.retentionMillis = retentionMillis;
    this.deduplicateMillis = deduplicateMillis;
    this.features = features;
    this.code = code;
  }

  /**
   * Derives the layout of a hop.
   *
   * @param deduplicateMillis the distance within which the first hop knows a repeat
   * @param slackMillis how much longer than needed entries are kept
   */
  static HopLayout of(FeatureSet set, int hop, long deduplicateMillis, long slackMillis) {
    String entity = set.entities().get(hop);
    boolean identified = hop == 0;
    long retention = set.retention(entity).toMillis();
    // Entries exactly as old as the distance still tell a repeat; those as old as "keep" are gone.
    long keep = Math.max(retention, identified ? deduplicateMillis + 1 : 1) + slackMillis;

    List<String> names = new ArrayList<>();
    TreeSet<Long> distances = new TreeSet<>();
    distances.add(keep);
    distances.add(0L);
    for (Feature feature : set.features()) {
      if (feature.entity().equals(entity)) {
        distances.add(feature.delayMillis());
        distances.add(feature.reachMillis());
      }
    }
    for (String column : set.columns()) {
      for (Feature feature : set.features()) {
        if (feature.entity().equals(entity) && feature.column().equals(column)) {
          names.add(column);
          break;
        }
      }
    }
    List<Long> descending = new ArrayList<>(distances.descendingSet());
    List<WindowFeature> features = new ArrayList<>();
    for (int index = 0; index < set.size(); index++) {
      Feature feature = set.features().get(index);
      if (feature.entity().equals(entity)) {
        features.add(
            new WindowFeature(
                index,
                feature.kind(),
                descending.indexOf(feature.reachMillis()),
                descending.indexOf(feature.delayMillis()),
                feature.delayMillis() == 0,
                names.indexOf(feature.column()),
                feature.scale()));
      }
    }
    int[] columns = names.stream().mapToInt(set.columns()::indexOf).toArray();
    long[] reaches = descending.stream().mapToLong(Long::longValue).toArray();
    int code = (identified ? 1 : 0) + 31 * names.hashCode();
    return new HopLayout(
        entity,
        identified,
        columns,
        reaches,
        retention,
        deduplicateMillis,
        features.toArray(new WindowFeature[0]),
        code);
  }

  String entity() {
    return entity;
  }

  /** Whether entries hold the fingerprint of their id and their label. */
  boolean identified() {
    return identified;
  }

  /** How many columns an entry holds. */
  int columns() {
    return columns.length;
  }

  /** Which of the set's columns is kept at that place. */
  int column(int slot) {
    return columns[slot];
  }

  /** The distances back from an event at which something begins or ends; the longest first. */
  long[] reaches() {
    return reaches;
  }

  /** Entries that much older than the latest are evicted. */
  long keepMillis() {
    return reaches[0];
  }

  /** How far back the windows reach. */
  long retentionMillis() {
    return retentionMillis;
  }

  long deduplicateMillis() {
    return deduplicateMillis;
  }

  WindowFeature[] features() {
    return features;
  }

  /** Tells layouts of entries apart that cannot read each other. */
  int code() {
    return code;
  }

  /** The most bytes that one entry takes. */
  int longestEntry() {
    int bytes = ByteWriter.varintSize(keepMillis());
    if (identified) {
      bytes += Long.BYTES + ByteWriter.varintSize(1 + 2 * retentionMillis);
    }
    return bytes + 10 * columns.length;
  }
}
