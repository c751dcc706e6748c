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
package io.weir.pipelines.fraud.training;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.weir.pipelines.SimulationSettings;
import io.weir.pipelines.SourceEvent;
import io.weir.pipelines.fraud.source.FraudSources;
import io.weir.proto.fraud.v1.Label;
import io.weir.proto.fraud.v1.Transaction;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.junit.Rule;
import org.junit.Test;

public class TrainingRowsTest {
  private static final long SEED = 8;
  private static final int CARDS = 6;
  private static final int TRANSACTIONS = 500;
  private static final int[] WINDOW_DAYS = {1, 7, 30};

  @Rule public final transient TestPipeline pipeline = TestPipeline.create();

  @Test
  public void theRowsAreThoseOfANaiveComputation() throws IOException {
    List<String> expected = new Naive().lines();
    assertThat(
        "no row has a known fraud at its terminal",
        expected.stream().anyMatch(line -> !line.endsWith(",0.0,0") && !line.endsWith(",0.0,1")));

    PAssert.that(TrainingRows.rows(pipeline, new SimulateFn(SEED, TRANSACTIONS, CARDS)))
        .containsInAnyOrder(expected);
    pipeline.run().waitUntilFinish();
  }

  @Test
  public void theHeaderNamesEveryColumn() throws IOException {
    int columns = TrainingRows.header().split(",", -1).length;
    assertThat(columns, is(18));
    assertThat(new Naive().lines().get(0).split(",", -1).length, is(columns));
  }

  /** The published definitions of the features, each by a look at all transactions so far. */
  private static final class Naive {
    private final List<Transaction> transactions = new ArrayList<>();
    private final Set<String> frauds = new HashSet<>();

    Naive() throws IOException {
      try (var source = FraudSources.simulate(SimulationSettings.of(SEED, TRANSACTIONS), CARDS)) {
        for (SourceEvent event = source.next(); event != null; event = source.next()) {
          if (event.primary()) {
            transactions.add(Transaction.parseFrom(event.value()));
          } else if (Label.parseFrom(event.value()).getFraud()) {
            frauds.add(Label.parseFrom(event.value()).getEventId());
          }
        }
      }
    }

    List<String> lines() {
      List<String> lines = new ArrayList<>();
      for (int index = 0; index < transactions.size(); index++) {
        lines.add(line(index));
      }
      return lines;
    }

    private String line(int index) {
      Transaction current = transactions.get(index);
      long now = current.getEventTimeMs();
      OffsetDateTime time = Instant.ofEpochMilli(now).atOffset(ZoneOffset.UTC);
      StringBuilder line = new StringBuilder();
      line.append(current.getSequence()).append(',').append(now);
      line.append(',').append(current.getAmountCents() / 100.0);
      line.append(time.getDayOfWeek().getValue() >= 6 ? ",1.0" : ",0.0");
      line.append(time.getHour() <= 6 ? ",1.0" : ",0.0");
      for (int days : WINDOW_DAYS) {
        List<Transaction> window =
            window(index, 0, days, other -> other.getCardId().equals(current.getCardId()));
        long sum = window.stream().mapToLong(Transaction::getAmountCents).sum();
        line.append(',').append((double) window.size());
        line.append(',').append(sum / (window.size() * 100.0));
      }
      for (int days : WINDOW_DAYS) {
        List<Transaction> window =
            window(index, 7, days, other -> other.getTerminalId().equals(current.getTerminalId()));
        long fraud = window.stream().filter(this::isFraud).count();
        line.append(',').append((double) window.size());
        line.append(',').append(window.isEmpty() ? 0.0 : fraud / (double) window.size());
      }
      return line.append(isFraud(current) ? ",1" : ",0").toString();
    }

    private List<Transaction> window(
        int index, int delayDays, int days, Predicate<Transaction> chosen) {
      long end = transactions.get(index).getEventTimeMs() - Duration.ofDays(delayDays).toMillis();
      long begin = end - Duration.ofDays(days).toMillis();
      List<Transaction> window = new ArrayList<>();
      for (Transaction other : transactions.subList(0, index + 1)) {
        long then = other.getEventTimeMs();
        if (then > begin && then <= end && chosen.test(other)) {
          window.add(other);
        }
      }
      return window;
    }

    private boolean isFraud(Transaction transaction) {
      return frauds.contains(transaction.getEventId());
    }
  }
}
