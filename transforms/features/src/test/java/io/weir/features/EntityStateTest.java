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
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertThrows;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.Test;

/** The cell: what it refuses, how it expires, how observations wait in it. */
public class EntityStateTest {
  private static final long DAY = Examples.DAY;
  private static final long START = Examples.START;

  private final FeatureSet set = Examples.cardsAndTerminals();
  private final HopLayout layout = HopLayout.of(set, 0, DAY, 0);
  private final EntityState state = new EntityState(layout);
  private final double[] vector = new double[set.size()];

  @Test
  public void aCellOfAnotherVersionIsRefusedByName() {
    byte[] cell = cellOf(event("a", START));
    cell[0] = 9;
    IllegalStateException refused =
        assertThrows(IllegalStateException.class, () -> state.open(cell));
    assertThat(
        refused.getMessage(),
        allOf(
            containsString("terminal"),
            containsString("version 9"),
            containsString("reads version 1")));
  }

  @Test
  public void aCellOfAnotherLayoutIsRefused() {
    byte[] cell = cellOf(event("a", START));
    EntityState other = new EntityState(HopLayout.of(Examples.manyShapes(), 0, DAY, 0));
    IllegalStateException refused =
        assertThrows(IllegalStateException.class, () -> other.open(cell));
    assertThat(refused.getMessage(), containsString("its means use other columns"));
  }

  @Test
  public void aCellThatIsCutShortIsRefused() {
    byte[] cell = cellOf(event("a", START));
    for (int length : new int[] {0, 1, StateCell.HEADER - 1, cell.length - 1}) {
      byte[] cut = Arrays.copyOf(cell, length);
      assertThrows(IllegalStateException.class, () -> state.open(cut));
    }
  }

  @Test
  public void aCellSurvivesAReadAndAWrite() {
    state.open(cellOf(event("a", START), event("b", START + 1)));
    state.label(Examples.label("a", START + DAY, START, "terminal", true));
    state.label(Examples.label("waits", START + DAY, START, "terminal", true));
    byte[] cell = close();
    state.open(cell);
    assertThat(close(), equalTo(cell));
  }

  @Test
  public void theFormatOfACellStaysAsItIs() {
    state.open(null);
    state.answer(event("a", START), vector);
    state.answer(event("b", START + 300), vector);
    state.label(Examples.label("a", START + 5, START, "terminal", true));
    state.armExpiry();
    StringBuilder hex = new StringBuilder();
    for (byte next : close()) {
      hex.append(String.format("%02x", next));
    }
    assertThat(hex.toString(), equalTo(Golden.CELL));
  }

  @Test
  public void aWindowLongerThanBeforeReadsTheOldCell() {
    FeatureSet longer =
        FeatureSet.named("longer")
            .column("TX_AMOUNT")
            .entity("terminal")
            .labelled(true)
            .feature(Feature.count("count").per("terminal").over(Duration.ofDays(90)))
            .build();
    EntityState other = new EntityState(HopLayout.of(longer, 0, DAY, 0));
    other.open(cellOf(event("a", START)));
    double[] count = new double[1];
    other.answer(Observation.event("b", START + DAY).entities("terminal").values(1).build(), count);
    assertThat(count[0], is(2.0));
  }

  @Test
  public void expiryIsSetOnceOnTheGridAndClearsTheCell() {
    state.open(null);
    state.answer(event("a", START + 1), vector);
    assertThat(state.armExpiry(), is(START + 38 * DAY));
    assertThat(state.armExpiry(), is(EntityState.NEVER));
    byte[] cell = close();
    state.open(cell);
    assertThat(state.armExpiry(), is(EntityState.NEVER));
    assertThat(state.expire(START + 38 * DAY), is(EntityState.NEVER));
    assertThat(state.close(), is(nullValue()));
  }

  @Test
  public void expiryMovesToTheLastEventAndThenEnds() {
    state.open(null);
    state.answer(event("a", START), vector);
    long first = state.armExpiry();
    state.answer(event("b", START + 20 * DAY), vector);
    long second = state.expire(first);
    assertThat(second, is(START + 58 * DAY));
    assertThat(state.expire(second), is(EntityState.NEVER));
    assertThat(state.close(), is(nullValue()));
  }

  @Test
  public void aWaitingLabelExpiresAsDropped() {
    state.open(null);
    state.label(Examples.label("never", START + DAY, START, "terminal", true));
    long expiry = state.armExpiry();
    assertThat(expiry, is(START + 38 * DAY));
    state.expire(expiry);
    assertThat(state.droppedLabels(), is(1));
    assertThat(state.close(), is(nullValue()));
  }

  @Test
  public void theTotalOrderIsTimeThenLabelsThenSequenceThenId() {
    List<Observation> ordered =
        List.of(
            Examples.label("x", START, START, "terminal", true),
            Examples.label("a", START + 5, START, "terminal", true),
            Examples.event("z", START + 5, "terminal", "card").sequence(-1).build(),
            event("b", START + 5),
            event("c", START + 5),
            Examples.event("a", START + 5, "terminal", "card").sequence(1).build(),
            event("later", START + 6));
    List<Observation> shuffled = new ArrayList<>(ordered);
    for (int seed = 0; seed < 50; seed++) {
      Collections.shuffle(shuffled, new Random(seed));
      shuffled.sort(TotalOrder.INSTANCE);
      assertThat(shuffled, equalTo(ordered));
    }
  }

  @Test
  public void aRepeatLeavesTheCellAsItWas() {
    byte[] cell = cellOf(event("a", START));
    state.open(cell);
    assertThat(state.answer(event("a", START), vector), is(false));
    assertThat(state.isChanged(), is(false));
    assertThat(close(), equalTo(cell));
  }

  @Test
  public void whichOfTwoContradictingRepeatsIsFirstDoesNotDependOnArrival() {
    Observation one = Examples.event("a", START, "terminal", "card").values(1).build();
    Observation two = Examples.event("a", START, "terminal", "card").values(2).build();
    List<Observation> oneFirst = new ArrayList<>(List.of(one, two));
    List<Observation> twoFirst = new ArrayList<>(List.of(two, one));
    oneFirst.sort(TotalOrder.INSTANCE);
    twoFirst.sort(TotalOrder.INSTANCE);
    assertThat(oneFirst, equalTo(twoFirst));
  }

  private byte[] cellOf(Observation... events) {
    state.open(null);
    for (Observation event : events) {
      state.answer(event, vector);
    }
    return close();
  }

  private byte[] close() {
    byte[] cell = state.close();
    assertNotNull(cell);
    return cell;
  }

  private static Observation event(String id, long time) {
    return Examples.event(id, time, "terminal", "card").build();
  }
}
