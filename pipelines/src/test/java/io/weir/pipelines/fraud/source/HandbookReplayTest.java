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

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.Assert.assertThrows;

import com.google.protobuf.InvalidProtocolBufferException;
import io.weir.pipelines.EventSource;
import io.weir.pipelines.SourceEvent;
import io.weir.proto.fraud.v1.Label;
import io.weir.proto.fraud.v1.Transaction;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class HandbookReplayTest {
  private static final String HEADER =
      "TX_DATETIME,CUSTOMER_ID,TERMINAL_ID,TX_AMOUNT,TX_FRAUD,TX_FRAUD_SCENARIO,TRANSACTION_ID\n";

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private Path file(String name, byte[] content) throws IOException {
    return Files.write(folder.getRoot().toPath().resolve(name), content);
  }

  private SourceRecords replay(String rows) throws IOException {
    return SourceRecords.of(
        FraudSources.replay(file("some.csv", (HEADER + rows).getBytes(UTF_8)), Long.MAX_VALUE));
  }

  private static long millis(String instant) {
    return Instant.parse(instant).toEpochMilli();
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(UTF_8));
    }
    return bytes.toByteArray();
  }

  @Test
  public void aRowBecomesATransactionAtItsTimeInUtc() throws IOException {
    SourceRecords records = replay("2018-04-01 00:00:31,596,3156,57.16,0,0,17\n");
    SourceEvent event = records.all().get(0);
    assertThat(event.topic(), is("transactions"));
    assertThat(event.primary(), is(true));
    assertThat(new String(event.key(), UTF_8), is("596"));
    assertThat(event.sourceTimeMillis(), is(millis("2018-04-01T00:00:31Z")));
    assertThat(
        Transaction.parseFrom(event.value()),
        equalTo(
            Transaction.newBuilder()
                .setEventId("17")
                .setEventTimeMs(millis("2018-04-01T00:00:31Z"))
                .setCardId("596")
                .setTerminalId("3156")
                .setAmountCents(5716)
                .setSequence(17)
                .build()));
  }

  @Test
  public void itsLabelIsKnownExactlySevenDaysLater() throws IOException {
    SourceRecords records = replay("2018-04-01 00:00:31,596,3156,57.16,1,2,17\n");
    SourceEvent event = records.all().get(1);
    assertThat(event.topic(), is("labels"));
    assertThat(event.primary(), is(false));
    assertThat(new String(event.key(), UTF_8), is("3156"));
    assertThat(event.sourceTimeMillis(), is(millis("2018-04-08T00:00:31Z")));
    assertThat(
        Label.parseFrom(event.value()),
        equalTo(
            Label.newBuilder()
                .setEventId("17")
                .setKnownTimeMs(millis("2018-04-08T00:00:31Z"))
                .setTerminalId("3156")
                .setTransactionTimeMs(millis("2018-04-01T00:00:31Z"))
                .setFraud(true)
                .setSequence(17)
                .build()));
  }

  @Test
  public void labelsComeBeforeTransactionsOfTheSameTimeAndTheRestAtTheEnd() throws IOException {
    SourceRecords records =
        replay(
            "2018-04-01 00:00:00,1,1,1.00,0,0,0\n"
                + "2018-04-01 00:00:00,2,1,1.00,0,0,1\n"
                + "2018-04-07 23:59:59,3,1,1.00,0,0,2\n"
                + "2018-04-08 00:00:00,4,1,1.00,0,0,3\n");
    assertThat(topics(records), contains("t", "t", "t", "l", "l", "t", "l", "l"));
    assertThat(sequences(records.labels()), contains(0L, 1L, 2L, 3L));
  }

  @Test
  public void columnsAreFoundByNameInAnyOrderAndOthersAreIgnored() throws IOException {
    String text =
        "\uFEFFnote,TRANSACTION_ID,TX_AMOUNT,TERMINAL_ID,CUSTOMER_ID,TX_DATETIME\r\n"
            + "\"a, b\",5,10,t,\"c\",2018-04-01 01:02:03\r\n";
    SourceRecords records =
        SourceRecords.of(FraudSources.replay(file("other.csv", text.getBytes(UTF_8)), 10));
    assertThat(records.all(), hasSize(1));
    Transaction transaction = records.transactions().get(0);
    assertThat(transaction.getCardId(), is("c"));
    assertThat(transaction.getTerminalId(), is("t"));
    assertThat(transaction.getAmountCents(), is(1000L));
    assertThat(transaction.getEventTimeMs(), is(millis("2018-04-01T01:02:03Z")));
  }

  @Test
  public void amountsAreReadExactly() throws IOException {
    assertThat(amount("0.00"), is(0L));
    assertThat(amount("146"), is(14_600L));
    assertThat(amount("57.1"), is(5_710L));
    assertThat(amount("0.29"), is(29L));
    assertThat(amount("1.15"), is(115L));
    assertThat(amount("2628.00"), is(262_800L));
    assertThat(amount("999999999999999.99"), is(99_999_999_999_999_999L));
  }

  private long amount(String text) throws IOException {
    return replay("2018-04-01 00:00:00,1,1," + text + ",0,0,0\n")
        .transactions()
        .get(0)
        .getAmountCents();
  }

  @Test
  public void aRowThatCannotBeReadBecomesItsOwnBytesAtTheTimeOfTheRowBefore() throws IOException {
    List<String> broken =
        List.of(
            "yesterday,7,1,1.00,0,0,1",
            "2018-02-30 00:00:00,7,1,1.00,0,0,1",
            "2018-13-01 00:00:00,7,1,1.00,0,0,1",
            "2018-04-01 24:00:00,7,1,1.00,0,0,1",
            "2018-04-01 00:60:00,7,1,1.00,0,0,1",
            "2018-04-01T00:00:00,7,1,1.00,0,0,1",
            "2018-04-01 00:00:0x,7,1,1.00,0,0,1",
            ",7,1,1.00,0,0,1",
            "2018-04-01 00:00:00,7,,1.00,0,0,1",
            "2018-04-01 00:00:00,7,1,,0,0,1",
            "2018-04-01 00:00:00,7,1,NaN,0,0,1",
            "2018-04-01 00:00:00,7,1,inf,0,0,1",
            "2018-04-01 00:00:00,7,1,1e3,0,0,1",
            "2018-04-01 00:00:00,7,1,1.234,0,0,1",
            "2018-04-01 00:00:00,7,1,1.,0,0,1",
            "2018-04-01 00:00:00,7,1,.5,0,0,1",
            "2018-04-01 00:00:00,7,1,-,0,0,1",
            "2018-04-01 00:00:00,7,1,1.-5,0,0,1",
            "2018-04-01 00:00:00,7,1,1000000000000000,0,0,1",
            "2018-04-01 00:00:00,7,1,1.00,,0,1",
            "2018-04-01 00:00:00,7,1,1.00,2,0,1",
            "2018-04-01 00:00:00,7,1,1.00,0,0,",
            "2018-04-01 00:00:00,7,1,1.00,0,0,abc",
            "2018-04-01 00:00:00,7,1,1.00,0,0,-1",
            "2018-04-01 00:00:00,7,1,1.00,0,0",
            "2018-04-01 00:00:00,7",
            "2018-04-01 00:00:00,7,1,1.00,0,0,1,8");
    SourceRecords records =
        replay(
            "2018-04-01 00:00:31,596,3156,57.16,0,0,0\n"
                + String.join("\n", broken)
                + "\n2018-04-01 00:00:32,596,3156,57.16,0,0,2\n");
    List<SourceEvent> primary = records.primary();
    assertThat(primary, hasSize(broken.size() + 2));
    for (int index = 0; index < broken.size(); index++) {
      SourceEvent event = primary.get(index + 1);
      assertThat(event.topic(), is("transactions"));
      assertThat(new String(event.value(), UTF_8), is(broken.get(index)));
      assertThat(new String(event.key(), UTF_8), is("7"));
      assertThat(event.sourceTimeMillis(), is(millis("2018-04-01T00:00:31Z")));
      assertThat(isATransaction(event.value()), is(false));
    }
    assertThat(sequences(records.labels()), contains(0L, 2L));
  }

  private static boolean isATransaction(byte[] value) {
    try {
      return !Transaction.parseFrom(value).getEventId().isEmpty();
    } catch (InvalidProtocolBufferException e) {
      return false;
    }
  }

  @Test
  public void aRowWithoutACustomerIsKeyedByItself() throws IOException {
    for (String row : List.of("2018-04-01 00:00:00,,1,1.00,0,0,1", "nonsense", "\"")) {
      SourceRecords records = replay(row + "\n");
      assertThat(records.all(), hasSize(1));
      assertThat(new String(records.all().get(0).key(), UTF_8), is(row));
      assertThat(new String(records.all().get(0).value(), UTF_8), is(row));
    }
  }

  @Test
  public void aRowThatIsNoUtf8KeepsItsBytes() throws IOException {
    byte[] bytes = (HEADER + "2018-04-01 00:00:00,7,caf\u00e9,1.00,0,0,1\n").getBytes(ISO_8859_1);
    SourceRecords records = SourceRecords.of(FraudSources.replay(file("latin.csv", bytes), 10));
    assertThat(records.all(), hasSize(1));
    assertThat(
        new String(records.all().get(0).value(), ISO_8859_1),
        is("2018-04-01 00:00:00,7,caf\u00e9,1.00,0,0,1"));
  }

  @Test
  public void brokenRowsBeforeAllOthersTakeTheTimeOfTheFirstThatCanBeRead() throws IOException {
    SourceRecords records = replay("one\ntwo\n2018-04-01 00:00:31,596,3156,57.16,0,0,0\n");
    for (SourceEvent event : records.primary()) {
      assertThat(event.sourceTimeMillis(), is(millis("2018-04-01T00:00:31Z")));
    }
  }

  @Test
  public void aNegativeAmountIsPassedOnWithoutALabel() throws IOException {
    SourceRecords records = replay("2018-04-01 00:00:00,7,1,-12.5,1,1,3\n");
    assertThat(records.all(), hasSize(1));
    assertThat(records.transactions().get(0).getAmountCents(), is(-1250L));
    assertThat(records.transactions().get(0).getEventId(), is("3"));
  }

  @Test
  public void rowsOutOfOrderKeepTheirPlaceAndTheirTime() throws IOException {
    SourceRecords records =
        replay("2018-04-02 00:00:00,1,1,1.00,0,0,0\n2018-04-01 00:00:00,1,1,1.00,0,0,1\n");
    assertThat(topics(records), contains("t", "t", "l", "l"));
    assertThat(records.primary().get(1).sourceTimeMillis(), is(millis("2018-04-01T00:00:00Z")));
    assertThat(sequences(records.labels()), contains(1L, 0L));
  }

  @Test
  public void emptyLinesAreNoRowsAndTheLastLineNeedsNoEnd() throws IOException {
    SourceRecords records =
        replay("\n\r\n2018-04-01 00:00:00,1,1,1.00,0,0,0\n\n2018-04-01 00:00:00,1,1,1.00,0,0,1");
    assertThat(records.transactions(), hasSize(2));
  }

  @Test
  public void aLineWithoutAnEndDoesNotFillTheMemory() throws IOException {
    SourceRecords records = replay("x".repeat(200_000) + "\n2018-04-01 00:00:00,1,1,1,0,0,0\n");
    assertThat(records.primary().get(0).value().length, is(Lines.LONGEST));
    assertThat(records.primary(), hasSize(2));
  }

  @Test
  public void eventsLimitsTheRowsWithBrokenOnesAmongThem() throws IOException {
    String rows = "2018-04-01 00:00:00,1,1,1.00,0,0,0\nbad\n2018-04-01 00:00:00,1,1,1.00,0,0,1\n";
    Path path = file("some.csv", (HEADER + rows).getBytes(UTF_8));
    SourceRecords records = SourceRecords.of(FraudSources.replay(path, 2));
    assertThat(records.primary(), hasSize(2));
    assertThat(records.labels(), hasSize(1));
  }

  @Test
  public void aFileWithAHeaderAloneHasNoRecords() throws IOException {
    assertThat(replay("").all(), empty());
  }

  @Test
  public void afterTheEndThereIsNothingMore() throws IOException {
    Path path = file("some.csv", (HEADER + "bad\n").getBytes(UTF_8));
    try (EventSource source = FraudSources.replay(path, 5)) {
      source.next();
      assertThat(source.next(), nullValue());
      assertThat(source.next(), nullValue());
    }
  }

  @Test
  public void aCompressedFileIsReadLikeAPlainOne() throws IOException {
    String rows = HEADER + "2018-04-01 00:00:31,596,3156,57.16,0,0,17\n";
    SourceRecords records =
        SourceRecords.of(FraudSources.replay(file("some.csv.gz", gzip(rows)), 10));
    assertThat(records.all(), hasSize(2));
  }

  @Test
  public void aFileThatEndsTooEarlyFailsWithItsName() throws IOException {
    StringBuilder rows = new StringBuilder(HEADER);
    for (int row = 0; row < 20_000; row++) {
      rows.append("2018-04-01 00:00:31,").append(row * 7919 % 5003).append(",3,1,0,0,1\n");
    }
    byte[] whole = gzip(rows.toString());
    Path path = file("some.csv.gz", Arrays.copyOf(whole, whole.length / 2));
    IOException failed =
        assertThrows(
            IOException.class, () -> SourceRecords.of(FraudSources.replay(path, Long.MAX_VALUE)));
    assertThat(failed.getMessage(), is("--input is " + path + ", which cannot be read to its end"));
  }

  private static List<String> topics(SourceRecords records) {
    return records.all().stream()
        .map(event -> event.topic().substring(0, 1))
        .collect(Collectors.toList());
  }

  private static List<Long> sequences(List<Label> labels) {
    return labels.stream().map(Label::getSequence).collect(Collectors.toList());
  }
}
