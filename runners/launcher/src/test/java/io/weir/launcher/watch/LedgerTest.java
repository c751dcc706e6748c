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
package io.weir.launcher.watch;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.is;

import com.pholser.junit.quickcheck.Property;
import com.pholser.junit.quickcheck.runner.JUnitQuickcheck;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.Test;
import org.junit.runner.RunWith;

@RunWith(JUnitQuickcheck.class)
public class LedgerTest {
  private final List<Long> latencies = new ArrayList<>();
  private final Ledger ledger = new Ledger((lane, millis) -> latencies.add(millis));

  /** Whatever the order of reading, the figures are those of the definitions. */
  @Property(trials = 200)
  public void theOrderOfReadingChangesNothing(long seed) {
    Random random = new Random(seed);
    Ledger shuffled = new Ledger((lane, millis) -> {});
    List<Runnable> readings = new ArrayList<>();
    int records = 1 + random.nextInt(60);
    int deadLetters = 0;
    Set<String> rest = new HashSet<>();
    for (int i = 0; i < records; i++) {
      String id = random.nextInt(8) == 0 ? null : "e" + random.nextInt(20);
      boolean dead = id == null || random.nextInt(5) == 0;
      long place = i;
      readings.add(() -> shuffled.record(id, place));
      if (dead) {
        deadLetters++;
        int copies = 1 + random.nextInt(2); // Delivered at least once.
        for (int copy = 0; copy < copies; copy++) {
          readings.add(() -> shuffled.deadLetter(place, id, "UNDECODABLE"));
        }
      } else {
        rest.add(id);
      }
    }
    int unanswered = 0;
    for (String id : rest) {
      if (random.nextInt(6) == 0) {
        unanswered++;
      } else {
        readings.add(() -> shuffled.action(id, "pass", "embedded", 100));
        readings.add(() -> shuffled.action(id, "pass", "embedded", 101));
      }
    }
    Collections.shuffle(readings, random);
    readings.forEach(Runnable::run);

    assertThat(shuffled.in(), is((long) deadLetters + rest.size()));
    assertThat(shuffled.out(), is((long) rest.size() - unanswered));
    assertThat(shuffled.deadLetters(), is((long) deadLetters));
    assertThat(shuffled.duplicates(), is((long) records - deadLetters - rest.size()));
    assertThat(shuffled.missing(), is((long) unanswered));
    assertThat(shuffled.someMissing(100).size(), is(unanswered));
  }

  @Test
  public void theFirstActionOfAnIdCounts() {
    ledger.record("a", 10);
    assertThat(ledger.action("a", "review", "rules", 15), is(true));
    assertThat(ledger.action("a", "block", "embedded", 16), is(false));
    assertThat(ledger.decided("review"), is(1L));
    assertThat(ledger.decided("block"), is(0L));
    assertThat(ledger.lanes().keySet(), contains("rules"));
    assertThat(latencies, contains(5L));
  }

  @Test
  public void latencyIsToldWhenTheActionIsReadBeforeItsEvent() {
    ledger.action("a", "pass", "embedded", 15);
    assertThat(ledger.out(), is(1L));
    assertThat(ledger.in(), is(0L));
    ledger.record("a", 10);
    assertThat(ledger.in(), is(1L));
    assertThat(latencies, contains(5L));
  }

  @Test
  public void aRepeatMeasuresFromTheFirstRecord() {
    ledger.record("a", 10);
    ledger.record("a", 14);
    ledger.action("a", "pass", "embedded", 15);
    assertThat(latencies, contains(5L));
    assertThat(ledger.duplicates(), is(1L));
  }

  @Test
  public void aSentAgainDeadLetterIsTheSameEvent() {
    ledger.record("a", 10);
    ledger.deadLetter(1, "a", "MODEL_ERROR");
    assertThat(ledger.missing(), is(0L));
    ledger.record("a", 20);
    assertThat(ledger.missing(), is(1L));
    ledger.action("a", "pass", "embedded", 23);
    assertThat(ledger.in(), is(2L));
    assertThat(ledger.out() + ledger.deadLetters(), is(2L));
    assertThat(latencies, contains(3L));
  }

  @Test
  public void anAnswerToADeadLetterIsNoAnswerToAnEvent() {
    ledger.record("a", 10);
    ledger.deadLetter(1, "a", "LATE");
    ledger.action("a", "pass", "embedded", 15);
    assertThat(ledger.in(), is(1L));
    assertThat(ledger.out() + ledger.deadLetters(), is(2L));
  }

  @Test
  public void deadLettersOfOtherInputsCountApart() {
    ledger.otherDeadLetter(7, "MISSING_KEY");
    ledger.otherDeadLetter(7, "MISSING_KEY");
    ledger.record(null, 10);
    ledger.deadLetter(8, null, "UNDECODABLE");
    assertThat(ledger.otherDeadLetters(), is(1L));
    assertThat(ledger.deadLetters(), is(1L));
    assertThat(ledger.reasons().keySet(), containsInAnyOrder("MISSING_KEY", "UNDECODABLE"));
  }
}
