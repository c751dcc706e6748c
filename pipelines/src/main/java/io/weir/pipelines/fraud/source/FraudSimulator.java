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

import static com.google.common.base.Preconditions.checkArgument;

import io.weir.pipelines.EventSource;
import io.weir.pipelines.SimulationSettings;
import io.weir.pipelines.SourceEvent;
import io.weir.proto.fraud.v1.Transaction;
import java.time.Duration;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Card transactions and, days later, the labels that investigations bring; everything decided by a
 * seed.
 *
 * <ul>
 *   <li>Time begins at 2024-01-01T00:00Z and never goes back; it has whole seconds.
 *   <li>Every transaction gets one label, fraud or genuine, known between 2 and 7 days after it,
 *       uniformly in whole seconds: never later than the pipeline's features use it.
 *   <li>A label comes before a transaction of the same time.
 *   <li>The n-th transaction, counted from 1, has the id {@code sim-SEED-n} and the sequence n.
 *   <li>After the last transaction the labels that are still open follow, at their times.
 * </ul>
 *
 * <p>About 0.9 % of the transactions are fraud, in three scenarios, as in the Fraud Detection
 * Handbook (Le Borgne et al., chapter 3), whose distributions it has; 20,000 transactions of {@link
 * #DEFAULT_CARDS} cards take about 43 days. It holds a day of transactions and a week of labels.
 *
 * <pre>{@code
 * try (EventSource source = FraudSimulator.of(SimulationSettings.of(42, 20_000))) {
 *   for (SourceEvent event = source.next(); event != null; event = source.next()) {
 *     send(event);
 *   }
 * }
 * }</pre>
 */
public final class FraudSimulator implements EventSource {
  /** How many cards there are unless said otherwise: about 460 transactions a day. */
  public static final int DEFAULT_CARDS = 240;

  private static final long SOONEST_LABEL_SECONDS = Duration.ofDays(2).toSeconds();
  private static final long LATEST_LABEL_SECONDS = Duration.ofDays(7).toSeconds();

  private final String idPrefix;
  private final long events;
  private final Purchases purchases;
  private final Draws delays;
  private final OpenLabels labels = new OpenLabels();
  private @Nullable Transaction upcoming;
  private long made;

  private FraudSimulator(SimulationSettings settings, int cards) {
    SplittableRandom random = new SplittableRandom(settings.seed());
    this.idPrefix = "sim-" + settings.seed() + "-";
    this.events = settings.events();
    this.purchases = new Purchases(cards, random.split());
    this.delays = new Draws(random.split());
  }

  /** A simulation with {@link #DEFAULT_CARDS} cards. */
  public static FraudSimulator of(SimulationSettings settings) {
    return of(settings, DEFAULT_CARDS);
  }

  /**
   * A simulation of a population of some size.
   *
   * @param cards how many cards there are, from 1 to 100,000; twice as many terminals
   * @throws IllegalArgumentException if {@code cards} is out of that range
   */
  public static FraudSimulator of(SimulationSettings settings, int cards) {
    checkArgument(
        cards >= 1 && cards <= 100_000, "cards is %s, must be between 1 and 100000", cards);
    return new FraudSimulator(settings, cards);
  }

  @Override
  public @Nullable SourceEvent next() {
    if (upcoming == null && made < events) {
      upcoming = makeTransaction();
    }
    Transaction transaction = upcoming;
    if (transaction == null) {
      return labels.next();
    }
    SourceEvent label = labels.knownAt(transaction.getEventTimeMs());
    if (label != null) {
      return label;
    }
    upcoming = null;
    return FraudRecords.transaction(transaction);
  }

  private Transaction makeTransaction() {
    Purchase purchase = purchases.next();
    made++;
    Transaction transaction =
        Transaction.newBuilder()
            .setEventId(idPrefix + made)
            .setEventTimeMs(purchase.timeMillis())
            .setCardId(purchases.cardId(purchase))
            .setTerminalId("terminal-" + purchase.terminal())
            .setAmountCents(purchase.amountCents())
            .setSequence(made)
            .build();
    long delaySeconds = delays.whole(SOONEST_LABEL_SECONDS, LATEST_LABEL_SECONDS + 1);
    labels.add(
        FraudRecords.label(
            transaction, purchase.fraud(), purchase.timeMillis() + delaySeconds * 1000));
    return transaction;
  }

  @Override
  public void close() {}
}
