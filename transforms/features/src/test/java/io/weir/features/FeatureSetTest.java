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

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.Assert.assertThrows;

import java.time.Duration;
import org.apache.beam.sdk.util.SerializableUtils;
import org.junit.Test;

/** What a declaration says and what it refuses. */
public class FeatureSetTest {
  private static final Duration DAY = Duration.ofDays(1);

  @Test
  public void namesComeInThePublishedOrder() {
    FeatureSet set = Examples.manyShapes();
    assertThat(set.names(), contains("risk", "a", "b", "own", "count", "mean", "evening"));
    assertThat(set.size(), is(7));
    assertThat(set.entities(), contains("terminal", "card"));
  }

  @Test
  public void retentionIsTheLargestWindowPlusDelayOfTheEntity() {
    FeatureSet set = Examples.cardsAndTerminals();
    assertThat(set.retention("terminal"), equalTo(Duration.ofDays(37)));
    assertThat(set.retention("card"), equalTo(Duration.ofDays(30)));
    assertRefused("no entity shop", () -> set.retention("shop"));
  }

  @Test
  public void theHashIsOfTheBitPatternsInOrder() {
    FeatureSet set = Examples.cardsAndTerminals();
    double[] vector = new double[14];
    for (int index = 0; index < vector.length; index++) {
      vector[index] = index;
    }
    assertThat(set.hash(vector), is(Golden.HASH));
    vector[0] = -0.0;
    assertThat(set.hash(vector), is(not(Golden.HASH)));
    assertRefused("has 3 features", () -> set.hash(new double[3]));
  }

  @Test
  public void fingerprintsOfIdsStayAsTheyAre() {
    assertThat(Fingerprint.of("event-1"), is(Golden.FINGERPRINT));
  }

  @Test
  public void aSetIsSerialisable() {
    FeatureSet copy = SerializableUtils.ensureSerializable(Examples.cardsAndTerminals());
    assertThat(copy.names(), equalTo(Examples.cardsAndTerminals().names()));
  }

  @Test
  public void aHopKeepsOnlyTheColumnsThatItsMeansUse() {
    FeatureSet set = Examples.manyShapes();
    HopLayout terminal = HopLayout.of(set, 0, DAY.toMillis(), 0);
    HopLayout card = HopLayout.of(set, 1, DAY.toMillis(), 0);
    assertThat(terminal.columns(), is(2));
    assertThat(terminal.column(1), is(2));
    assertThat(card.columns(), is(1));
    assertThat(card.column(0), is(0));
    assertThat(card.identified(), is(false));
  }

  @Test
  public void edgesAreTheDistinctDistancesLongestFirst() {
    HopLayout layout = HopLayout.of(Examples.cardsAndTerminals(), 0, DAY.toMillis(), 1000);
    long day = DAY.toMillis();
    assertThat(
        layout.reaches(),
        equalTo(new long[] {37 * day + 1000, 37 * day, 14 * day, 8 * day, 7 * day, 0}));
  }

  @Test
  public void theNightRunsFromItsFirstHourThroughItsLast() {
    assertThat(own(Feature.hours("night", 0, 6), "2024-01-01T06:59:59.999Z"), is(1.0));
    assertThat(own(Feature.hours("night", 0, 6), "2024-01-01T07:00:00Z"), is(0.0));
    assertThat(own(Feature.hours("night", 22, 3), "1969-12-31T23:59:59Z"), is(1.0));
    assertThat(own(Feature.hours("night", 22, 3), "1969-12-31T04:00:00Z"), is(0.0));
  }

  @Test
  public void theWeekendIsSaturdayAndSunday() {
    assertThat(own(Feature.weekend("w"), "2024-01-05T23:59:59.999Z"), is(0.0));
    assertThat(own(Feature.weekend("w"), "2024-01-06T00:00:00Z"), is(1.0));
    assertThat(own(Feature.weekend("w"), "2024-01-07T23:59:59.999Z"), is(1.0));
    assertThat(own(Feature.weekend("w"), "2024-01-08T00:00:00Z"), is(0.0));
    assertThat(own(Feature.weekend("w"), "1969-12-28T12:00:00Z"), is(1.0));
  }

  @Test
  public void whatDoesNotFitIsRefused() {
    assertRefused("has no entity", () -> FeatureSet.named("s").build());
    assertRefused("empty name", () -> FeatureSet.named(""));
    assertRefused("version is 0", () -> FeatureSet.named("s").version(0));
    assertRefused("column A twice", () -> FeatureSet.named("s").column("A").column("A"));
    assertRefused("entity a twice", () -> FeatureSet.named("s").entity("a").entity("a"));
    assertRefused(
        "must follow the first",
        () -> FeatureSet.named("s").entity("a").entity("b").labelled(true));
    assertRefused(
        "entity b has no feature", () -> FeatureSet.named("s").entity("a").entity("b").build());
    assertRefused("two features named f", () -> set(Feature.weekend("f"), Feature.weekend("f")));
    assertRefused("per ''", () -> set(Feature.count("f").over(DAY)));
    assertRefused("set over", () -> set(Feature.count("f").per("a")));
    assertRefused("column C", () -> set(Feature.mean("f", "C", 1).per("a").over(DAY)));
    assertRefused("needs labels", () -> set(Feature.labelRate("f").per("a").over(DAY)));
    assertRefused("no window", () -> Feature.weekend("f").over(DAY));
    assertRefused("over is PT0S", () -> Feature.count("f").over(Duration.ZERO));
    assertRefused("delayedBy is", () -> Feature.count("f").delayedBy(Duration.ofMillis(-1)));
    assertRefused("lastHour is 24", () -> Feature.hours("f", 0, 24));
    assertRefused("scale is 0", () -> Feature.mean("f", "C", 0));
  }

  @Test
  public void anObservationChecksItsTimes() {
    assertRefused("eventId is empty", () -> Observation.event("", 0));
    assertRefused("the time of e", () -> Observation.event("e", Long.MAX_VALUE));
    assertRefused("about time 2", () -> Observation.label("e", 1, 2, true));
  }

  private static FeatureSet set(Feature... features) {
    FeatureSet.Builder builder = FeatureSet.named("s").entity("a");
    for (Feature feature : features) {
      builder.feature(feature);
    }
    return builder.build();
  }

  private static double own(Feature feature, String time) {
    double[] vector = new double[1];
    long millis = java.time.Instant.parse(time).toEpochMilli();
    new OwnFeatures(set(feature)).fill(Observation.event("e", millis).build(), vector);
    return vector[0];
  }

  private static void assertRefused(String message, org.junit.function.ThrowingRunnable action) {
    IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, action);
    assertThat(refused.getMessage(), containsString(message));
  }
}
