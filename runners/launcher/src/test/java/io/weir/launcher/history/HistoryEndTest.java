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
package io.weir.launcher.history;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.Assert.assertThrows;

import io.weir.launcher.kafka.EmbeddedKafka;
import io.weir.launcher.kafka.TopicCreator;
import io.weir.launcher.logs.Logs;
import io.weir.pipelines.Application;
import io.weir.pipelines.InvalidSettingException;
import io.weir.pipelines.WarmUpOptions;
import io.weir.pipelines.WeirOptions;
import io.weir.pipelines.fraud.FraudApplication;
import io.weir.streams.RecordHeaders;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class HistoryEndTest {
  private static final Application FRAUD = new FraudApplication();
  private static final String HEADER =
      "TX_DATETIME,CUSTOMER_ID,TERMINAL_ID,TX_AMOUNT,TRANSACTION_ID\n";

  private static EmbeddedKafka kafka;

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @BeforeClass
  public static void startKafka() {
    Logs.quiet();
    kafka = EmbeddedKafka.started();
  }

  @AfterClass
  public static void stopKafka() {
    kafka.close();
  }

  @Test
  public void withoutTheOptionThereIsNone() {
    assertThat(HistoryEnd.fix(FRAUD, options("")), is(nullValue()));
  }

  @Test
  public void ofTopicsItIsBehindTheLastRecordNotBehindTheMarkersOfTransactions() throws Exception {
    TopicCreator.on(kafka.bootstrapServers()).create(FRAUD.topics(), "marked.");
    try (KafkaProducer<byte[], byte[]> producer = producer("writer")) {
      producer.initTransactions();
      for (int number = 0; number < 3; number++) {
        producer.beginTransaction();
        producer.send(record("marked.transactions", 1)).get(30, TimeUnit.SECONDS);
        producer.commitTransaction();
      }
      producer.beginTransaction();
      producer.send(record("marked.transactions", 1)).get(30, TimeUnit.SECONDS);
      producer.send(record("marked.labels", 0)).get(30, TimeUnit.SECONDS);
      producer.abortTransaction();
    }
    WeirOptions options = options("earliest");
    options.setTopicPrefix("marked.");
    HistoryEnd end = requireNonNull(HistoryEnd.fix(FRAUD, options));

    // Records at 0, 2 and 4, each with a marker behind it.
    assertThat(options.as(WarmUpOptions.class).getWarmUpUntil(), is("labels=0,0/transactions=0,5"));
    assertThat(end.holds(new ConsumerRecord<>("t", 1, 4, null, null), null), is(true));
    assertThat(end.holds(new ConsumerRecord<>("t", 1, 5, null, null), null), is(false));
  }

  @Test
  public void whatIsFixedStaysAsItIs() {
    WeirOptions options = options("earliest");
    options.setTopicPrefix("nowhere.");
    options.as(WarmUpOptions.class).setWarmUpUntil("labels=0,0/transactions=3,5");

    HistoryEnd end = requireNonNull(HistoryEnd.fix(FRAUD, options));

    assertThat(options.as(WarmUpOptions.class).getWarmUpUntil(), is("labels=0,0/transactions=3,5"));
    assertThat(end.holds(new ConsumerRecord<>("t", 0, 2, null, null), null), is(true));
  }

  @Test
  public void withoutTopicsItIsRefused() {
    WeirOptions options = options("earliest");
    options.setTopicPrefix("nowhere.");
    assertThat(
        refusal(options),
        is(
            "--warm-up-from is earliest, but there is no topic nowhere.transactions to read history"
                + " from"));
  }

  @Test
  public void ofAFileItIsTheTimeOfItsLatestRowAndTheIdsNearIt() throws Exception {
    Path file =
        file(
            "2018-04-01 10:00:00,1,2,3.00,7\n"
                + "2018-04-01 12:00:00,1,2,3.00,8\n"
                + "garbage\n"
                + "2999-01-01 00:00:00,1,2,3.00,10\n"
                + "2018-04-01 11:59:30,1,2,3.00,9\n");
    WeirOptions options = options(file.toString());
    HistoryEnd end = requireNonNull(HistoryEnd.fix(FRAUD, options));

    assertThat(options.as(WarmUpOptions.class).getWarmUpFrom(), is(file.toString()));
    assertThat(options.as(WarmUpOptions.class).getWarmUpUntil(), is("2018-04-01T12:00:00Z"));
    assertThat(end.rows(), is(3L));
    assertThat(
        end.description(),
        allOf(startsWith("3 rows of " + file), containsString("; 2 cannot be read")));
    assertThat("close to the end", end.holds(at("2018-04-01T11:59:30Z"), "9"), is(true));
    assertThat("close, but another", end.holds(at("2018-04-01T11:59:30Z"), "x"), is(false));
    assertThat("before", end.holds(at("2018-04-01T11:59:00Z"), "x"), is(true));
    assertThat("after", end.holds(at("2018-04-01T12:00:01Z"), "7"), is(false));
  }

  @Test
  public void ofAFileWhatIsFixedIsWhereItEndsOrIsRefused() throws Exception {
    Path file = file("2018-04-01 10:00:00,1,2,3.00,7\n");
    WeirOptions options = options(file.toString());
    options.as(WarmUpOptions.class).setWarmUpUntil("2018-04-01T10:00:00.000Z");
    assertThat(requireNonNull(HistoryEnd.fix(FRAUD, options)).rows(), is(1L));

    options.as(WarmUpOptions.class).setWarmUpUntil("2018-04-01T09:59:59Z");
    assertThat(
        refusal(options),
        is(
            "--warm-up-until is 2018-04-01T09:59:59Z, must be the time of the last row of "
                + file
                + ", which is 2018-04-01T10:00:00Z"));
  }

  @Test
  public void aFileWithoutARowIsRefused() throws Exception {
    Path file = file("");
    assertThat(
        refusal(options(file.toString())),
        is("--warm-up-from is " + file + ", which has no row that can be read"));
    Path bad = file("garbage\n");
    assertThat(
        refusal(options(bad.toString())), containsString("no row that can be read; 1 cannot be"));
  }

  private static String refusal(WeirOptions options) {
    return String.valueOf(
        assertThrows(InvalidSettingException.class, () -> HistoryEnd.fix(FRAUD, options))
            .getMessage());
  }

  private static WeirOptions options(String from) {
    WeirOptions options = PipelineOptionsFactory.create().as(WeirOptions.class);
    options.setBootstrapServers(kafka.bootstrapServers());
    options.as(WarmUpOptions.class).setWarmUpFrom(from);
    return options;
  }

  private Path file(String rows) throws Exception {
    return Files.writeString(folder.newFile().toPath(), HEADER + rows);
  }

  private static ConsumerRecord<byte[], byte[]> at(String time) {
    ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>("t", 0, 0, null, null);
    record
        .headers()
        .add(RecordHeaders.EVENT_TIME, RecordHeaders.encode(Instant.parse(time).toEpochMilli()));
    return record;
  }

  private static ProducerRecord<byte[], byte[]> record(String topic, int partition) {
    return new ProducerRecord<>(topic, partition, "key".getBytes(UTF_8), "value".getBytes(UTF_8));
  }

  private static KafkaProducer<byte[], byte[]> producer(String transactionalId) {
    return new KafkaProducer<>(
        Map.of(
            "bootstrap.servers",
            kafka.bootstrapServers(),
            "transactional.id",
            transactionalId,
            "max.block.ms",
            (int) TimeUnit.SECONDS.toMillis(30)),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }
}
