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

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.Assume.assumeTrue;

import io.weir.pipelines.EventSource;
import io.weir.pipelines.SourceEvent;
import io.weir.proto.fraud.v1.Label;
import io.weir.proto.fraud.v1.Transaction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import org.junit.BeforeClass;
import org.junit.Test;

/**
 * The handbook's own file, where it is at hand: in the folder named by the system property {@code
 * weir.shared.data}, or in {@code shared/data} beside the repository.
 */
public class HandbookDataTest {
  private static final int ROWS = 1_169_723;

  private static Path transactions = Paths.get("");

  @BeforeClass
  public static void findTheFile() {
    transactions = sharedData().resolve("fraud/transactions-2018-04-to-07.csv.gz");
    assumeTrue("skipped: there is no " + transactions, Files.isRegularFile(transactions));
  }

  private static Path sharedData() {
    String named = System.getProperty("weir.shared.data");
    if (named != null) {
      return Paths.get(named);
    }
    Path folder = Paths.get("").toAbsolutePath();
    for (Path above = folder; above != null; above = above.getParent()) {
      if (Files.isDirectory(above.resolve("shared/data"))) {
        return above.resolve("shared/data");
      }
    }
    return folder.resolve("shared/data");
  }

  @Test
  public void theFirstRowsAreAsInTheFile() throws IOException {
    SourceRecords records = SourceRecords.of(FraudSources.replay(transactions, 4));
    Transaction first = records.transactions().get(0);
    assertThat(first.getEventId(), is("0"));
    assertThat(first.getEventTimeMs(), is(1_522_540_831_000L));
    assertThat(first.getCardId(), is("596"));
    assertThat(first.getTerminalId(), is("3156"));
    assertThat(first.getAmountCents(), is(5716L));
    Transaction fourth = records.transactions().get(3);
    assertThat(fourth.getEventId(), is("3"));
    assertThat(fourth.getAmountCents(), is(6449L));
  }

  @Test
  public void everyRowIsReadAndLabelledInOrder() throws IOException {
    int transactionCount = 0;
    int labelCount = 0;
    int outOfOrder = 0;
    int fraudOfAWeek = 0;
    int transactionsOfAWeek = 0;
    long begin = 1_529_452_800_000L; // 2018-06-20
    long lastTime = Long.MIN_VALUE;
    SourceEvent last = null;
    try (EventSource source = FraudSources.replay(transactions, Long.MAX_VALUE)) {
      for (SourceEvent event = source.next(); event != null; event = source.next()) {
        boolean back = event.sourceTimeMillis() < lastTime;
        boolean tie = event.sourceTimeMillis() == lastTime;
        boolean labelLast = tie && last != null && last.primary() && !event.primary();
        outOfOrder += back || labelLast ? 1 : 0;
        lastTime = event.sourceTimeMillis();
        last = event;
        if (event.primary()) {
          Transaction transaction = Transaction.parseFrom(event.value());
          outOfOrder += transaction.getSequence() == transactionCount ? 0 : 1;
          transactionCount++;
          long day = Math.floorDiv(transaction.getEventTimeMs() - begin, 86_400_000L);
          transactionsOfAWeek += day >= 0 && day < 7 ? 1 : 0;
        } else {
          Label label = Label.parseFrom(event.value());
          labelCount++;
          long day = Math.floorDiv(label.getTransactionTimeMs() - begin, 86_400_000L);
          fraudOfAWeek += label.getFraud() && day >= 0 && day < 7 ? 1 : 0;
        }
      }
    }
    assertThat(outOfOrder, is(0));
    assertThat(transactionCount, is(ROWS));
    assertThat(labelCount, is(ROWS));
    assertThat(transactionsOfAWeek, is(66_864));
    assertThat(fraudOfAWeek, is(633));
  }
}
