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

import io.weir.pipelines.EventSource;
import io.weir.pipelines.InvalidSettingException;
import io.weir.pipelines.SimulationSettings;
import io.weir.streams.WallClock;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Sources of card transactions, and of the labels that investigations bring days later, for the
 * topics {@code transactions} (keyed by card) and {@code labels} (keyed by terminal). Transactions
 * are the primary records. A label comes before a transaction of the same time.
 *
 * <pre>{@code
 * try (EventSource source = FraudSources.simulate(SimulationSettings.of(42, 20_000))) {
 *   for (SourceEvent event = source.next(); event != null; event = source.next()) {
 *     send(event);
 *   }
 * }
 * }</pre>
 */
public final class FraudSources {
  /** How many cards a simulation has unless said otherwise: about 465 transactions a day. */
  public static final int DEFAULT_CARDS = 240;

  /** How long after its transaction a label of a file is known. */
  public static final Duration LABEL_DELAY = Duration.ofDays(7);

  private FraudSources() {}

  /**
   * A simulation whose population is scaled to its length, so that a short one spans more than a
   * month and a long one stays in the past: see {@link PopulationSize}.
   *
   * @throws IllegalArgumentException if it has more events than the past has room for
   */
  public static EventSource simulate(SimulationSettings settings) {
    EventSource simulation = simulate(settings, PopulationSize.cards(settings.events()));
    return settings.events() == SimulationSettings.UNBOUNDED
        ? new UntilPresent(simulation, WallClock.millis())
        : simulation;
  }

  /**
   * A simulation of a population of some size.
   *
   * <ul>
   *   <li>Time begins at 2024-01-01T00:00Z, never goes back, and has whole seconds. A card has 1.9
   *       transactions a day, so 20,000 of {@link #DEFAULT_CARDS} cards take about 43 days.
   *   <li>About 0.9 % of the transactions are fraud, in the three scenarios of the Fraud Detection
   *       Handbook (Le Borgne et al., chapter 3); amounts, times and rates are distributed as
   *       there.
   *   <li>Every transaction gets one label, fraud or genuine, known between 2 and 7 days after it,
   *       uniformly in whole seconds: never later than the pipeline's features use it.
   *   <li>The n-th transaction, counted from 1, has the id {@code sim-SEED-n} and the sequence n.
   *   <li>After the last transaction the labels that are still open follow, at their times.
   * </ul>
   *
   * <p>Holds one day of transactions and one week of labels.
   *
   * @param cards how many cards there are, from 1 to 10,000; twice as many terminals
   * @throws IllegalArgumentException if {@code cards} is out of that range
   */
  public static EventSource simulate(SimulationSettings settings, int cards) {
    return new FraudSimulator(settings, cards);
  }

  /**
   * Replays a file of transactions in the format of the Fraud Detection Handbook: comma-separated
   * values, plain or, where the name ends in {@code .gz}, compressed with gzip.
   *
   * <p>Columns are found by the names in the first line: {@code TX_DATETIME} ({@code YYYY-MM-DD
   * HH:MM:SS}, taken as UTC), {@code CUSTOMER_ID}, {@code TERMINAL_ID}, {@code TX_AMOUNT} (up to
   * two decimals) and {@code TRANSACTION_ID} (the event's id and its sequence). Others are ignored.
   * Where there is {@code TX_FRAUD} (0 or 1), each transaction has a label, known exactly 7 days
   * after it; labels still open at the end follow at their times.
   *
   * <p>No row stops the replay. One that cannot be read becomes a record of the transactions topic
   * whose value is the row's own bytes, at the time of the last row that could be read (of the
   * first that can, where it stands before all of them), keyed by customer if it has one and
   * otherwise by the row, and without a label. Such a value is never taken for a transaction: a
   * line holds no line feed, which is the byte that marks the required {@code event_id}. A negative
   * amount is passed on as it is, without a label: refusing it is up to the pipeline. Empty lines
   * are no rows.
   *
   * <p>Rows keep the order of the file and their own times. So source times go back where those of
   * the file do; what such a row means is decided downstream, where lateness is.
   *
   * <p>Reads the file as it goes, and holds the labels of 7 days: some 70,000 in the handbook's
   * file.
   *
   * @param events how many rows at most, at least 1; rows that cannot be read are counted too
   * @throws InvalidSettingException if the file cannot be opened, or is no such file: one line that
   *     names {@code --input} and the path
   */
  public static EventSource replay(Path file, long events) {
    return HandbookReplay.open(InputFile.local(file), events);
  }

  /**
   * Like {@link #replay}, of a whole file on any Beam file system.
   *
   * @param file as an option names it
   * @throws InvalidSettingException if the file cannot be opened, or is no such file: one line that
   *     names {@code --warm-up-from} and the file
   */
  public static EventSource history(String file) {
    return HandbookReplay.open(InputFile.anywhere(file), SimulationSettings.UNBOUNDED);
  }
}
