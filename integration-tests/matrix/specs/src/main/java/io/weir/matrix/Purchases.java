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
package io.weir.matrix;

import io.weir.features.Feature;
import io.weir.features.FeatureSet;
import io.weir.features.Observation;
import io.weir.features.ObservationCoder;
import io.weir.harness.stream.Script;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.values.KV;

/**
 * Six hours of purchases with labels, and their features by the definition alone: every window is
 * counted anew for every event. No two purchases have one time.
 */
final class Purchases {
  static final FeatureSet FEATURES =
      FeatureSet.named("purchases")
          .column("AMOUNT")
          .entity("shop")
          .labelled(true)
          .entity("card")
          .feature(Feature.value("AMOUNT", "AMOUNT", 100))
          .feature(Feature.count("CARD_COUNT").per("card").over(Duration.ofHours(1)))
          .feature(Feature.mean("CARD_MEAN", "AMOUNT", 100).per("card").over(Duration.ofHours(1)))
          .feature(
              Feature.count("SHOP_COUNT")
                  .per("shop")
                  .over(Duration.ofHours(2))
                  .delayedBy(Duration.ofHours(1)))
          .feature(
              Feature.labelRate("SHOP_RISK")
                  .per("shop")
                  .over(Duration.ofHours(2))
                  .delayedBy(Duration.ofHours(1)))
          .build();

  static final KvCoder<String, Observation> CODER =
      KvCoder.of(StringUtf8Coder.of(), ObservationCoder.of());

  private static final long HOUR = Duration.ofHours(1).toMillis();
  private static final int EVENTS = 80;
  private static final int CHUNK = 10;

  private final List<Purchase> purchases;

  private Purchases(List<Purchase> purchases) {
    this.purchases = purchases;
  }

  static Purchases generated() {
    Random random = new Random(11);
    List<Purchase> purchases = new ArrayList<>();
    for (int number = 0; number < EVENTS; number++) {
      // A time of its own: the number is its last digits.
      long time = 1_000L * random.nextInt(6 * 3600) + number;
      purchases.add(
          new Purchase(
              "event-" + number,
              time,
              "shop-" + random.nextInt(3),
              "card-" + random.nextInt(6),
              random.nextInt(10_000),
              random.nextInt(3) == 0 ? time + random.nextInt((int) HOUR) : -1,
              random.nextBoolean()));
    }
    purchases.sort(Comparator.comparingLong(purchase -> purchase.time));
    return new Purchases(purchases);
  }

  int size() {
    return purchases.size();
  }

  /** In two splits; within a chunk in no order, behind it the watermark moves. */
  Script<KV<String, Observation>> events() {
    Script.Builder<KV<String, Observation>> script = Script.of(CODER);
    addSplit(script, 0);
    script.split();
    addSplit(script, 1);
    return script.build();
  }

  private void addSplit(Script.Builder<KV<String, Observation>> script, int split) {
    for (int from = 0; from < purchases.size(); from += CHUNK) {
      script.watermark(purchases.get(from).time);
      for (Purchase purchase : purchases.subList(from, Math.min(from + CHUNK, purchases.size()))) {
        if (purchase.amount % 2 == split) {
          script.at(purchase.time, KV.of(purchase.shop, purchase.event()));
        }
      }
    }
  }

  /** In the order in which they became known. */
  Script<KV<String, Observation>> labels() {
    List<Purchase> labelled = new ArrayList<>(purchases);
    labelled.removeIf(purchase -> purchase.knownTime < 0);
    labelled.sort(Comparator.comparingLong(purchase -> purchase.knownTime));
    Script.Builder<KV<String, Observation>> script = Script.of(CODER);
    for (Purchase purchase : labelled) {
      script.at(purchase.knownTime, KV.of(purchase.shop, purchase.label()));
    }
    return script.build();
  }

  /** The line of each purchase, card after card, those of a card in time's order. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (Purchase purchase : purchases) {
      lines.add(
          purchase.card
              + "\tat="
              + purchase.time
              + "\twindow=global\tevent="
              + purchase.id
              + "\tfeatures="
              + features(purchase));
    }
    lines.sort(Comparator.comparing(line -> line.substring(0, line.indexOf('\t'))));
    return lines;
  }

  private String features(Purchase now) {
    int cardCount = 0;
    long cardSum = 0;
    int shopCount = 0;
    int positive = 0;
    for (Purchase other : purchases) {
      long age = now.time - other.time;
      if (other.card.equals(now.card) && age >= 0 && age < HOUR) {
        cardCount++;
        cardSum += other.amount;
      }
      if (other.shop.equals(now.shop) && age >= HOUR && age < 3 * HOUR) {
        shopCount++;
        if (other.knownTime >= 0 && other.knownTime <= now.time) {
          positive += other.positive ? 1 : 0;
        }
      }
    }
    double risk = shopCount == 0 ? 0.0 : (double) positive / shopCount;
    return now.amount / 100.0
        + " "
        + (double) cardCount
        + " "
        + (double) cardSum / (cardCount * 100L)
        + " "
        + (double) shopCount
        + " "
        + risk;
  }

  private static final class Purchase {
    private final String id;
    private final long time;
    private final String shop;
    private final String card;
    private final int amount;
    private final long knownTime;
    private final boolean positive;

    Purchase(
        String id,
        long time,
        String shop,
        String card,
        int amount,
        long knownTime,
        boolean positive) {
      this.id = id;
      this.time = time;
      this.shop = shop;
      this.card = card;
      this.amount = amount;
      this.knownTime = knownTime;
      this.positive = positive;
    }

    Observation event() {
      return Observation.event(id, time).entities(shop, card).values(amount).build();
    }

    Observation label() {
      return Observation.label(id, knownTime, time, positive).entities(shop).build();
    }
  }
}
