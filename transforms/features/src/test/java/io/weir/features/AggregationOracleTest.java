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
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.nullValue;

import com.pholser.junit.quickcheck.Property;
import com.pholser.junit.quickcheck.runner.JUnitQuickcheck;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.runner.RunWith;

/** The packed aggregation against the definitions, bit by bit. */
@RunWith(JUnitQuickcheck.class)
public class AggregationOracleTest {
  private static final long DAY = Examples.DAY;
  private static final long HOUR = DAY / 24;

  @Property(trials = 150)
  public void inTotalOrderEveryVectorEqualsTheDefinition(long seed) {
    List<Observation> ordered = Examples.random(seed, 1);
    ordered.sort(Oracle.ORDER);
    assertEqualsOracle(Examples.cardsAndTerminals(), ordered, DAY, 0);
  }

  @Property(trials = 150)
  public void inAnyOrderOfArrivalEveryVectorEqualsTheDefinition(long seed) {
    List<Observation> disordered = Examples.disorder(Examples.random(seed, 1), seed, 3 * DAY);
    assertEqualsOracle(Examples.cardsAndTerminals(), disordered, DAY, HOUR);
  }

  @Property(trials = 150)
  public void eventsOlderThanEverythingKeptAreAnsweredFromWhatIsKept(long seed) {
    List<Observation> disordered = Examples.disorder(Examples.random(seed, 1), seed, 60 * DAY);
    assertEqualsOracle(Examples.cardsAndTerminals(), disordered, 0, 0);
  }

  @Property(trials = 150)
  public void manyShapesOfWindowsEqualTheDefinition(long seed) {
    List<Observation> ordered = Examples.random(seed, 3);
    ordered.sort(Oracle.ORDER);
    assertEqualsOracle(Examples.manyShapes(), ordered, DAY, 0);
    assertEqualsOracle(
        Examples.manyShapes(), Examples.disorder(ordered, seed, 2 * DAY), 5 * DAY, DAY);
  }

  @Property(trials = 60)
  public void withEnoughSlackTheLastEventSeesTheSameWhateverCameFirst(long seed) {
    List<Observation> ordered = Examples.random(seed, 1);
    ordered.sort(Oracle.ORDER);
    long end = ordered.get(ordered.size() - 1).eventTimeMillis() + HOUR;
    Observation last = Examples.event("last", end, "terminal-0", "card-0").build();
    CoreRun inOrder = new CoreRun(Examples.cardsAndTerminals(), DAY, 100 * DAY);
    CoreRun shuffled = new CoreRun(Examples.cardsAndTerminals(), DAY, 100 * DAY);
    ordered.forEach(inOrder::take);
    Examples.disorder(ordered, seed, 60 * DAY).forEach(shuffled::take);
    assertThat(shuffled.take(last), equalTo(inOrder.take(last)));
  }

  @Property(trials = 60)
  public void noCellIsLargerThanItsBound(long seed) {
    List<Observation> disordered = Examples.disorder(Examples.random(seed, 1), seed, 3 * DAY);
    CoreRun run = new CoreRun(Examples.cardsAndTerminals(), DAY, HOUR);
    Map<String, List<Long>> times = new HashMap<>();
    int labels = 0;
    for (Observation observation : disordered) {
      run.take(observation);
      if (observation.isLabel()) {
        labels++;
        continue;
      }
      for (int hop = 0; hop < 2; hop++) {
        String key = observation.entity(hop);
        List<Long> seen = times.computeIfAbsent(key, unused -> new ArrayList<>());
        seen.add(observation.eventTimeMillis());
        long cutoff = seen.stream().mapToLong(t -> t).max().getAsLong();
        long oldest = cutoff - run.layout(hop).keepMillis();
        long kept = seen.stream().filter(time -> time > oldest).count();
        long bound = StateCell.HEADER + kept * run.layout(hop).longestEntry() + 24L * labels;
        byte[] cell = run.cells(hop).getOrDefault(key, new byte[0]);
        assertThat((long) cell.length, is(lessThanOrEqualTo(bound)));
      }
    }
  }

  private static void assertEqualsOracle(
      FeatureSet set, List<Observation> arrivals, long deduplicate, long slack) {
    CoreRun run = new CoreRun(set, deduplicate, slack);
    Oracle oracle = new Oracle(set, deduplicate, slack);
    for (Observation observation : arrivals) {
      double @Nullable [] expected = oracle.take(observation);
      Observation actual = run.take(observation);
      if (expected == null || actual == null) {
        assertThat(observation.toString(), actual, is(nullValue()));
        assertThat(observation.toString(), expected, is(nullValue()));
      } else {
        assertThat(
            observation.toString(),
            Arrays.toString(actual.features()),
            equalTo(Arrays.toString(expected)));
      }
    }
  }
}
