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

/** Makes up transactions and their labels; {@link FraudSources#simulate} says which. */
final class FraudSimulator implements EventSource {
  /** Beyond it, finding the terminals in reach of every card takes minutes. */
  private static final int MOST_CARDS = 10_000;

  private static final long SOONEST_LABEL_SECONDS = Duration.ofDays(2).toSeconds();
  private static final long LATEST_LABEL_SECONDS = Duration.ofDays(7).toSeconds();

  private final String idPrefix;
  private final long events;
  private final Purchases purchases;
  private final Draws delays;
  private final OpenLabels labels = new OpenLabels();
  private @Nullable Transaction upcoming;
  private long made;

  FraudSimulator(SimulationSettings settings, int cards) {
    checkArgument(
        cards >= 1 && cards <= MOST_CARDS,
        "cards is %s, must be between 1 and %s",
        cards,
        MOST_CARDS);
    SplittableRandom random = new SplittableRandom(settings.seed());
    this.idPrefix = "sim-" + settings.seed() + "-";
    this.events = settings.events();
    this.purchases = new Purchases(cards, random.split());
    this.delays = new Draws(random.split());
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
