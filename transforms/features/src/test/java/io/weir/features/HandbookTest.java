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
package io.weir.features;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.is;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assume.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.Test;

/**
 * The features against the published values of the Fraud Detection Handbook, chapter 3. The data is
 * looked for in the folder named by the system property {@code weir.shared.data}; without it the
 * test is skipped.
 */
public class HandbookTest {
  private static final long DAY = Examples.DAY;
  private static final String TRANSACTIONS = "fraud/transactions-2018-04-to-07.csv.gz";
  private static final String SAMPLE = "fraud/features-sample-2018-04-to-07.csv.gz";
  private static final int SAMPLE_ROWS = 12_990;
  private static final int EXEMPT_ROWS = 8;

  @Test
  public void everySampledRowHasThePublishedFeatures() throws IOException {
    Path data = data();
    Map<String, String[]> sample = new HashMap<>();
    String[] header;
    try (BufferedReader reader = open(data.resolve(SAMPLE))) {
      header = reader.readLine().split(",", -1);
      int id = Arrays.asList(header).indexOf("TRANSACTION_ID");
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        String[] row = line.split(",", -1);
        sample.put(row[id], row);
      }
    }
    assertThat(sample.size(), is(SAMPLE_ROWS));

    FeatureSet set = published();
    CoreRun run = new CoreRun(set, DAY, 0);
    int exempt = 0;
    int compared = 0;
    Deque<Observation> labels = new ArrayDeque<>();
    try (BufferedReader reader = open(data.resolve(TRANSACTIONS))) {
      List<String> columns = Arrays.asList(reader.readLine().split(",", -1));
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        String[] row = line.split(",", -1);
        Observation event = event(columns, row);
        while (!labels.isEmpty() && labels.element().eventTimeMillis() <= event.eventTimeMillis()) {
          run.take(labels.remove());
        }
        boolean fraud = row[columns.indexOf("TX_FRAUD")].equals("1");
        labels.add(
            Observation.label(
                    event.eventId(),
                    event.eventTimeMillis() + 7 * DAY,
                    event.eventTimeMillis(),
                    fraud)
                .entities(event.entity(0))
                .build());
        Observation answer = run.take(event);
        assertNotNull(answer);
        String @Nullable [] expected = sample.get(event.eventId());
        if (expected == null) {
          continue;
        }
        if (isReversed(header, expected)) {
          exempt++;
          continue;
        }
        for (String name : set.names()) {
          double published = Double.parseDouble(expected[Arrays.asList(header).indexOf(name)]);
          assertThat(
              name + " of transaction " + event.eventId(),
              answer.feature(set.names().indexOf(name)),
              closeTo(published, 1e-9));
        }
        compared++;
      }
    }
    assertThat(exempt, is(EXEMPT_ROWS));
    assertThat(compared, is(SAMPLE_ROWS - EXEMPT_ROWS));
    assertThat(run.droppedLabels(), is(0L));
  }

  private static boolean isReversed(String[] header, String[] row) {
    return row[Arrays.asList(header).indexOf("TIE_ORDER_REVERSED")].equals("1");
  }

  private static Observation event(List<String> columns, String[] row) {
    String time = row[columns.indexOf("TX_DATETIME")].replace(' ', 'T');
    long cents =
        new BigDecimal(row[columns.indexOf("TX_AMOUNT")]).movePointRight(2).longValueExact();
    String id = row[columns.indexOf("TRANSACTION_ID")];
    return Observation.event(id, LocalDateTime.parse(time).toInstant(ZoneOffset.UTC).toEpochMilli())
        .entities(row[columns.indexOf("TERMINAL_ID")], row[columns.indexOf("CUSTOMER_ID")])
        .values(cents)
        .sequence(Long.parseLong(id))
        .build();
  }

  private static FeatureSet published() {
    FeatureSet.Builder set =
        FeatureSet.named("handbook")
            .column("TX_AMOUNT")
            .entity("terminal")
            .labelled(true)
            .entity("card")
            .feature(Feature.value("TX_AMOUNT", "TX_AMOUNT", 100));
    List<Feature> own = new ArrayList<>();
    own.add(Feature.weekend("TX_DURING_WEEKEND"));
    own.add(Feature.hours("TX_DURING_NIGHT", 0, 6));
    own.forEach(set::feature);
    for (int days : new int[] {1, 7, 30}) {
      java.time.Duration window = java.time.Duration.ofDays(days);
      java.time.Duration delay = java.time.Duration.ofDays(7);
      String suffix = days + "DAY_WINDOW";
      set.feature(Feature.count("CUSTOMER_ID_NB_TX_" + suffix).per("card").over(window));
      set.feature(
          Feature.mean("CUSTOMER_ID_AVG_AMOUNT_" + suffix, "TX_AMOUNT", 100)
              .per("card")
              .over(window));
      set.feature(
          Feature.count("TERMINAL_ID_NB_TX_" + suffix)
              .per("terminal")
              .over(window)
              .delayedBy(delay));
      set.feature(
          Feature.labelRate("TERMINAL_ID_RISK_" + suffix)
              .per("terminal")
              .over(window)
              .delayedBy(delay));
    }
    return set.build();
  }

  private static Path data() {
    String folder = System.getProperty("weir.shared.data", "../../../shared/data");
    assumeTrue(
        "skipped: no " + Path.of(folder, SAMPLE) + "; -Dweir.shared.data=FOLDER says where it is",
        Files.isReadable(Path.of(folder, SAMPLE)));
    return Path.of(folder);
  }

  private static BufferedReader open(Path file) throws IOException {
    return new BufferedReader(
        new InputStreamReader(
            new GZIPInputStream(Files.newInputStream(file), 1 << 16), StandardCharsets.UTF_8));
  }
}
