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
package io.weir.pipelines.fraud.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.Assert.assertThrows;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import com.pholser.junit.quickcheck.Property;
import com.pholser.junit.quickcheck.runner.JUnitQuickcheck;
import io.weir.pipelines.EventSource;
import io.weir.pipelines.SimulationSettings;
import io.weir.pipelines.SourceEvent;
import io.weir.proto.fraud.v1.Label;
import io.weir.proto.fraud.v1.Transaction;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.Test;
import org.junit.runner.RunWith;

@RunWith(JUnitQuickcheck.class)
public class FraudSimulatorTest {
  private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();
  private static final long BEGIN_MILLIS = 1_704_067_200_000L;

  private static SourceRecords simulate(long seed, long events) throws IOException {
    return SourceRecords.of(FraudSources.simulate(SimulationSettings.of(seed, events)));
  }

  private static String digest(SourceRecords records) {
    Hasher hasher = Hashing.sha256().newHasher();
    for (SourceEvent event : records.all()) {
      hasher.putString(event.topic(), UTF_8);
      hasher.putInt(event.key().length).putBytes(event.key());
      hasher.putInt(event.value().length).putBytes(event.value());
      hasher.putLong(event.sourceTimeMillis());
    }
    return hasher.hash().toString();
  }

  @Property(trials = 10)
  public void theSameSeedGivesTheSameBytes(long seed) throws IOException {
    assertThat(digest(simulate(seed, 1_000)), equalTo(digest(simulate(seed, 1_000))));
  }

  @Test
  public void theBytesOfASeedAreTheSameOnEveryMachineAndInEveryRelease() throws IOException {
    assertThat(
        digest(simulate(42, 2_000)),
        equalTo("a98e14245c35b13efeb02ec94c27a565fa798daaa16232ee20697e13208aba58"));
  }

  @Test
  public void anotherSeedGivesOtherTransactions() throws IOException {
    assertThat(digest(simulate(1, 100)), not(equalTo(digest(simulate(2, 100)))));
  }

  @Property(trials = 20)
  public void sourceTimeNeverGoesBack(long seed) throws IOException {
    long last = BEGIN_MILLIS;
    for (SourceEvent event : simulate(seed, 3_000).all()) {
      assertThat(event.sourceTimeMillis(), greaterThanOrEqualTo(last));
      last = event.sourceTimeMillis();
    }
  }

  @Property(trials = 20)
  public void everyTransactionIsNumberedAndWellFormed(long seed) throws IOException {
    List<Transaction> transactions = simulate(seed, 2_000).transactions();
    assertThat(transactions, hasSize(2_000));
    for (int index = 0; index < transactions.size(); index++) {
      Transaction transaction = transactions.get(index);
      assertThat(transaction.getSequence(), is(index + 1L));
      assertThat(transaction.getEventId(), is("sim-" + seed + "-" + (index + 1)));
      assertThat(transaction.getAmountCents(), greaterThanOrEqualTo(0L));
      assertThat(transaction.getCardId(), containsString("card-"));
      assertThat(transaction.getTerminalId(), containsString("terminal-"));
    }
  }

  @Property(trials = 20)
  public void everyTransactionHasExactlyOneLabelTwoToSevenDaysLater(long seed) throws IOException {
    SourceRecords records = simulate(seed, 2_000);
    Map<String, Label> labels = new HashMap<>();
    for (Label label : records.labels()) {
      assertThat(labels.put(label.getEventId(), label), nullValue());
    }
    for (Transaction transaction : records.transactions()) {
      Label label = labels.remove(transaction.getEventId());
      assertThat(label, notNullValue());
      assertThat(label.getTerminalId(), is(transaction.getTerminalId()));
      assertThat(label.getTransactionTimeMs(), is(transaction.getEventTimeMs()));
      assertThat(label.getSequence(), is(transaction.getSequence()));
      long delay = label.getKnownTimeMs() - transaction.getEventTimeMs();
      assertThat(
          delay, allOf(greaterThanOrEqualTo(2 * DAY_MILLIS), lessThanOrEqualTo(7 * DAY_MILLIS)));
    }
    assertThat(labels.size(), is(0));
  }

  @Test
  public void recordsHaveTheirTopicKeyAndTime() throws IOException {
    for (SourceEvent event : simulate(7, 500).all()) {
      String key = new String(event.key(), UTF_8);
      if (event.primary()) {
        Transaction transaction = Transaction.parseFrom(event.value());
        assertThat(event.topic(), is("transactions"));
        assertThat(key, is(transaction.getCardId()));
        assertThat(event.sourceTimeMillis(), is(transaction.getEventTimeMs()));
      } else {
        Label label = Label.parseFrom(event.value());
        assertThat(event.topic(), is("labels"));
        assertThat(key, is(label.getTerminalId()));
        assertThat(event.sourceTimeMillis(), is(label.getKnownTimeMs()));
      }
    }
  }

  @Test
  public void aLabelComesBeforeATransactionOfTheSameTime() throws IOException {
    int ties = 0;
    SourceEvent last = null;
    for (SourceEvent event : simulate(3, 100_000).all()) {
      if (last != null && last.sourceTimeMillis() == event.sourceTimeMillis()) {
        assertThat(last.primary() && !event.primary(), is(false));
        ties += last.primary() == event.primary() ? 0 : 1;
      }
      last = event;
    }
    assertThat("no tie was seen", ties, greaterThanOrEqualTo(1));
  }

  @Property(trials = 10)
  public void twentyThousandTransactionsSpanFortyDaysAndNotManyMore(long seed) throws IOException {
    List<Transaction> transactions = simulate(seed, 20_000).transactions();
    long span =
        transactions.get(transactions.size() - 1).getEventTimeMs()
            - transactions.get(0).getEventTimeMs();
    assertThat(span, allOf(greaterThanOrEqualTo(40 * DAY_MILLIS), lessThan(48 * DAY_MILLIS)));
  }

  @Test
  public void aSimulationWithoutAnEndGoesOn() throws IOException {
    try (EventSource source =
        FraudSources.simulate(SimulationSettings.of(1, SimulationSettings.UNBOUNDED))) {
      for (int count = 0; count < 200_000; count++) {
        assertThat(source.next(), notNullValue());
      }
    }
  }

  @Test
  public void aSingleCardIsEnough() throws IOException {
    SourceRecords records =
        SourceRecords.of(FraudSources.simulate(SimulationSettings.of(5, 100), 1));
    assertThat(records.transactions(), hasSize(100));
    assertThat(records.labels(), hasSize(100));
  }

  @Test
  public void aPopulationOutOfRangeIsRefused() {
    SimulationSettings settings = SimulationSettings.of(1, 1);
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> FraudSources.simulate(settings, 10_001));
    assertThat(refused.getMessage(), is("cards is 10001, must be between 1 and 10000"));
    assertThrows(IllegalArgumentException.class, () -> FraudSources.simulate(settings, 0));
  }
}
