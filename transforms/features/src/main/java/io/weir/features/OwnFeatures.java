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
import java.util.stream.IntStream;

/** The features that follow from the event alone: calendar and columns. */
final class OwnFeatures implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final long HOUR = 3_600_000;
  private static final long DAY = 24 * HOUR;
  // 1970-01-01 was a Thursday: three days after a Monday.
  private static final int EPOCH_DAY_OF_WEEK = 3;
  private static final int SATURDAY = 5;

  private final Feature[] features;
  private final int[] indices;
  private final int[] columns;

  OwnFeatures(FeatureSet set) {
    this.indices =
        IntStream.range(0, set.size())
            .filter(index -> !set.features().get(index).isWindowed())
            .toArray();
    this.features = new Feature[indices.length];
    this.columns = new int[indices.length];
    for (int place = 0; place < indices.length; place++) {
      features[place] = set.features().get(indices[place]);
      columns[place] = set.columns().indexOf(features[place].column());
    }
  }

  /** Puts them at their places in the vector. */
  void fill(Observation event, double[] vector) {
    for (int place = 0; place < features.length; place++) {
      Feature feature = features[place];
      double value = 0;
      switch (feature.kind()) {
        case WEEKEND:
          value = isWeekend(event.eventTimeMillis) ? 1 : 0;
          break;
        case HOURS:
          value = isWithin(feature, event.eventTimeMillis) ? 1 : 0;
          break;
        case VALUE:
          value = event.values[columns[place]] / (double) feature.scale();
          break;
        case COUNT:
        case MEAN:
        case LABEL_RATE:
          throw new AssertionError(feature.kind() + " has a window");
      }
      vector[indices[place]] = value;
    }
  }

  private static boolean isWeekend(long millis) {
    return Math.floorMod(Math.floorDiv(millis, DAY) + EPOCH_DAY_OF_WEEK, 7) >= SATURDAY;
  }

  private static boolean isWithin(Feature feature, long millis) {
    int hour = (int) Math.floorDiv(Math.floorMod(millis, DAY), HOUR);
    int first = feature.firstHour();
    int last = feature.lastHour();
    return first <= last ? hour >= first && hour <= last : hour >= first || hour <= last;
  }
}
