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
package io.weir.suites;

import static java.util.stream.Collectors.toSet;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.weir.pipelines.fraud.FraudFeatures;
import io.weir.proto.fraud.v1.Action;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Published feature values of the handbook, and what computed ones are compared with. */
final class HandbookSample {
  static final String TRANSACTIONS = "fraud/transactions-2018-04-to-07.csv.gz";
  private static final String SAMPLE = "fraud/features-sample-2018-04-to-07.csv.gz";
  private static final String ID = "TRANSACTION_ID";

  /** What averages and risks may differ by; counts and flags must be equal. */
  private static final double TOLERANCE = 1e-9;

  private final List<HandbookRow> rows;

  private final Set<String> ids;

  private HandbookSample(List<HandbookRow> rows) {
    this.rows = rows;
    this.ids = rows.stream().map(row -> row.text(ID)).collect(toSet());
  }

  /** Every published row whose order within a tie is that of the transaction ids. */
  static HandbookSample whole() throws IOException {
    List<HandbookRow> rows = new ArrayList<>();
    for (HandbookRow row : HandbookRow.read(SharedData.file(SAMPLE))) {
      if (!row.text("TIE_ORDER_REVERSED").equals("1")) {
        rows.add(row);
      }
    }
    return new HandbookSample(rows);
  }

  /** The first of each reason: rows on a window's edge and ties are among them. */
  HandbookSample ofEachReason(int most) {
    Map<String, Integer> taken = new HashMap<>();
    List<HandbookRow> some = new ArrayList<>();
    for (HandbookRow row : rows) {
      if (taken.merge(row.text("SAMPLE_REASON"), 1, Integer::sum) <= most) {
        some.add(row);
      }
    }
    return new HandbookSample(some);
  }

  /** Whether it has the transaction of an id. */
  boolean holds(String eventId) {
    return ids.contains(eventId);
  }

  /**
   * Writes the transactions that the sample's features depend on: all of its cards and all of its
   * terminals, in the file's order.
   */
  int writeClosure(Path target) throws IOException {
    Set<String> cards = new HashSet<>();
    Set<String> terminals = new HashSet<>();
    for (HandbookRow row : rows) {
      cards.add(row.text("CUSTOMER_ID"));
      terminals.add(row.text("TERMINAL_ID"));
    }
    List<String> lines = new ArrayList<>();
    lines.add(
        "TX_DATETIME,CUSTOMER_ID,TERMINAL_ID,TX_AMOUNT,TX_FRAUD,TX_FRAUD_SCENARIO,TRANSACTION_ID");
    for (HandbookRow row : HandbookRow.read(SharedData.file(TRANSACTIONS))) {
      if (cards.contains(row.text("CUSTOMER_ID")) || terminals.contains(row.text("TERMINAL_ID"))) {
        lines.add(row.line());
      }
    }
    Files.write(target, lines, StandardCharsets.UTF_8);
    return lines.size() - 1;
  }

  /** Fails unless every row of the sample has an action with its published features. */
  void assertEqual(Iterable<Action> actions) {
    Map<String, Action> byId = new HashMap<>();
    actions.forEach(action -> byId.putIfAbsent(action.getEventId(), action));
    List<String> differences = new ArrayList<>();
    for (HandbookRow row : rows) {
      Action action = byId.get(row.text(ID));
      if (action == null) {
        differences.add(row.text(ID) + " has no action");
      } else {
        compare(row, action, differences);
      }
    }
    assertThat(
        differences.size() + " differences, such as " + head(differences),
        differences.isEmpty(),
        is(true));
  }

  private static void compare(HandbookRow row, Action action, List<String> differences) {
    List<String> names = FraudFeatures.SET.names();
    for (int i = 0; i < names.size(); i++) {
      double expected = row.number(names.get(i));
      double actual = action.getFeatures(i);
      boolean inexact = names.get(i).contains("AVG") || names.get(i).contains("RISK");
      if (Math.abs(expected - actual) > (inexact ? TOLERANCE : 0)) {
        differences.add(
            row.text(ID)
                + " ("
                + row.text("SAMPLE_REASON")
                + ") "
                + names.get(i)
                + " is "
                + actual
                + ", published "
                + expected);
      }
    }
  }

  private static List<String> head(List<String> differences) {
    return differences.subList(0, Math.min(10, differences.size()));
  }
}
