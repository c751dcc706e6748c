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

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/** Random payments in the order of their times, as rows of a file that can be replayed. */
final class PaymentFile {
  private static final String HEADER =
      "TX_DATETIME,CUSTOMER_ID,TERMINAL_ID,TX_AMOUNT,TX_FRAUD,TRANSACTION_ID";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);
  private static final int CARDS = 20;
  private static final int TERMINALS = 2 * CARDS;

  private final SplittableRandom random;
  private final String card;
  private final String terminal;
  private final List<String> rows = new ArrayList<>();
  private Instant time;
  private Instant pausedUntil;

  PaymentFile(long seed, Instant start) {
    this(seed, start, "C", "T");
  }

  /** The names of cards and terminals are these with numbers from 0 behind them. */
  PaymentFile(long seed, Instant start, String card, String terminal) {
    this.random = new SplittableRandom(seed);
    this.card = card;
    this.terminal = terminal;
    this.time = start.truncatedTo(ChronoUnit.SECONDS);
    this.pausedUntil = time;
  }

  /** Payments of any card at any terminal. */
  PaymentFile payments(int count, Duration apart) {
    for (int number = 0; number < count; number++) {
      row(random.nextInt(CARDS), random.nextInt(TERMINALS), apart);
    }
    return this;
  }

  /** Payments of which those at a terminal are of one card, so that one partition has them all. */
  PaymentFile paymentsOfOneCardEach(int count, Duration apart) {
    for (int number = 0; number < count; number++) {
      int card = random.nextInt(CARDS);
      row(card, card, apart);
    }
    return this;
  }

  /** A row that is none. */
  PaymentFile unreadable() {
    rows.add("unreadable-" + rows.size());
    return this;
  }

  /** Nothing for a while. */
  PaymentFile pause(Duration length) {
    time = time.plus(length);
    pausedUntil = time;
    return this;
  }

  private void row(int cardNumber, int terminalNumber, Duration apart) {
    time = time.plusSeconds(1 + random.nextLong(2 * apart.toSeconds()));
    rows.add(
        String.format(
            "%s,%s%d,%s%d,%d.%02d,%d,%d",
            TIME.format(time),
            card,
            cardNumber,
            terminal,
            terminalNumber,
            random.nextInt(200),
            random.nextInt(100),
            random.nextInt(8) == 0 ? 1 : 0,
            rows.size()));
  }

  int size() {
    return rows.size();
  }

  /** When the first payment after the pause comes at the earliest. */
  long pausedUntilMillis() {
    return pausedUntil.toEpochMilli();
  }

  /** Writes some of the rows, those from one number to before another. */
  Path write(Path file, int from, int to) throws IOException {
    return write(file, rows.subList(from, to));
  }

  /** Writes the rows before a number, but for one. */
  Path writeWithout(Path file, int row, int to) throws IOException {
    List<String> some = new ArrayList<>(rows.subList(0, to));
    some.remove(row);
    return write(file, some);
  }

  private static Path write(Path file, List<String> rows) throws IOException {
    return Files.writeString(
        file, HEADER + "\n" + rows.stream().collect(Collectors.joining("\n")) + "\n", UTF_8);
  }
}
