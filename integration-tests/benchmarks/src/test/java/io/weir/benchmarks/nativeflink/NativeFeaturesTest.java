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

package io.weir.benchmarks.nativeflink;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;

import io.weir.proto.fraud.v1.Label;
import io.weir.proto.fraud.v1.Transaction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.Test;

/** The histories against a naive oracle, on random payments with ties and exact window edges. */
public final class NativeFeaturesTest {
  private static final long START = 19_000 * Windows.DAY;
  private static final int PAYMENTS = 2_000;

  @Test
  public void theVectorsOfThreeMonthsEqualTheNaiveOnesBitForBit() {
    List<FraudRecord> records = records(new Random(5));
    records.sort(Ordered.TOTAL_ORDER);
    Map<String, double[]> expected = NaiveFeatures.of(records);
    Map<String, TerminalHistory> terminals = new HashMap<>();
    Map<String, CardHistory> cards = new HashMap<>();
    int risky = 0;
    for (FraudRecord record : records) {
      TerminalHistory terminal =
          terminals.computeIfAbsent(record.terminal, name -> new TerminalHistory());
      long id = Vector.fingerprint(record.eventId);
      if (record.isLabel()) {
        terminal.label(record.paymentTimeMillis, id, record.fraud, record.timeMillis);
        continue;
      }
      terminal.add(record.timeMillis, id, Windows.DAY);
      CardPayment payment = CardPayment.of(record, false, terminal.counts(record.timeMillis));
      terminal.evict(record.timeMillis - Windows.TERMINAL_RETENTION);
      CardHistory card = cards.computeIfAbsent(record.card, name -> new CardHistory());
      card.add(record.timeMillis, record.amountCents);
      double[] vector = Vector.of(payment, card);
      card.evict(record.timeMillis - Windows.CARD_RETENTION);
      assertThat(record.eventId, Arrays.equals(vector, expected.get(record.eventId)), is(true));
      risky += vector[Vector.TERMINAL_RISK_30_DAYS] > 0 ? 1 : 0;
    }
    assertThat(risky, is(greaterThan(PAYMENTS / 10)));
  }

  /** On a grid of hours, so that ties and payments exactly a window apart are frequent. */
  private static List<FraudRecord> records(Random random) {
    List<FraudRecord> records = new ArrayList<>();
    for (int i = 0; i < PAYMENTS; i++) {
      long time = START + random.nextInt(90 * 24) * 3_600_000L;
      String id = "payment-" + i;
      String terminal = "terminal-" + random.nextInt(10);
      records.add(
          FraudRecord.payment(
              Transaction.newBuilder()
                  .setEventId(id)
                  .setEventTimeMs(time)
                  .setCardId("card-" + random.nextInt(8))
                  .setTerminalId(terminal)
                  .setAmountCents(random.nextInt(50_000))
                  .setSequence(i / 2)
                  .build(),
              0,
              i));
      records.add(
          FraudRecord.label(
              Label.newBuilder()
                  .setEventId(id)
                  .setTerminalId(terminal)
                  .setTransactionTimeMs(time)
                  .setKnownTimeMs(time + random.nextInt(12) * Windows.DAY)
                  .setFraud(random.nextInt(5) == 0)
                  .setSequence(i / 2)
                  .build()));
    }
    return records;
  }
}
