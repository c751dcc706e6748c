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

import static java.util.stream.Collectors.toList;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import io.weir.features.Arrival;
import io.weir.launcher.feed.Feeder;
import io.weir.launcher.kafka.EmbeddedKafka;
import io.weir.pipelines.SimulationSettings;
import io.weir.pipelines.SourceEvent;
import io.weir.pipelines.fraud.source.FraudSources;
import io.weir.proto.fraud.v1.Action;
import io.weir.proto.v1.DeadLetter;
import io.weir.proto.v1.Reason;
import io.weir.streams.DeadLetters;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.AfterClass;
import org.junit.Before;
import org.junit.BeforeClass;
import org.junit.Test;

/** Bad records, even the first of every partition, change no other action and lose nothing. */
public class BadInputTest {
  private static final String TOPIC = "transactions";
  private static final int PARTITIONS = 2;
  private static final int EVENTS = 400;

  private static EmbeddedKafka kafka;
  private static List<SourceEvent> events;
  private static Map<String, List<String>> clean;

  private FraudRun run;
  private Map<ProducerRecord<byte[], byte[]>, Reason> bad;

  @BeforeClass
  public static void runCleanly() throws Exception {
    kafka = EmbeddedKafka.started();
    events = ListedEvents.of(FraudSources.simulate(SimulationSettings.of(23, EVENTS), 10));
    clean =
        new FraudRun(kafka)
            .on("flink", 1)
            .arrival(Arrival.EVENT_TIME)
            .process(new ListedEvents(events))
            .actionBytes();
  }

  @AfterClass
  public static void stopKafka() {
    kafka.close();
  }

  @Before
  public void writeBadRecordsFirst() throws Exception {
    run = new FraudRun(kafka).arrival(Arrival.EVENT_TIME).createTopics();
    bad = new LinkedHashMap<>();
    for (int partition = 0; partition < PARTITIONS; partition++) {
      bad.putAll(BadTransactions.of(run.topic(TOPIC), partition));
    }
    RawRecords.write(kafka.bootstrapServers(), new ArrayList<>(bad.keySet()));
  }

  @Test
  public void badRecordsFirstInEveryPartitionChangeNoActionOnFlink() throws Exception {
    assertOthersUnchanged("flink");
  }

  @Test
  public void badRecordsFirstInEveryPartitionChangeNoActionOnTheDirectRunner() throws Exception {
    assertOthersUnchanged("direct");
  }

  private void assertOthersUnchanged(String runner) throws Exception {
    run.on(runner, 1);
    try (Feeder feeder = run.feed(new ListedEvents(events))) {
      FraudRun.checkEnded(feeder);
      run.run(Duration.ZERO, () -> {});
    }

    assertThat(run.actionBytes(), is(clean));
    List<DeadLetter> letters = run.deadLetters();
    assertThat(
        letters.stream().map(DeadLetter::getReason).collect(toList()),
        containsInAnyOrder(bad.values().toArray(new Reason[0])));
    assertEveryLetterHoldsItsRecord(letters);
  }

  /** Each letter leads back to its record, and sends it again exactly as it was. */
  private void assertEveryLetterHoldsItsRecord(List<DeadLetter> letters) throws Exception {
    List<ConsumerRecord<byte[], byte[]>> topic =
        TopicContent.of(kafka.bootstrapServers(), run.topic(TOPIC));
    for (DeadLetter letter : letters) {
      ConsumerRecord<byte[], byte[]> original =
          topic.stream()
              .filter(
                  record ->
                      record.partition() == letter.getRecord().getPartition()
                          && record.offset() == letter.getRecord().getOffset())
              .findFirst()
              .orElseThrow(() -> new AssertionError("no record for " + letter));
      ProducerRecord<byte[], byte[]> again = DeadLetters.resend(letter);
      assertThat(again.topic(), is(original.topic()));
      assertThat(Arrays.equals(again.key(), original.key()), is(true));
      assertThat(Arrays.equals(again.value(), original.value()), is(true));
      assertThat(again.headers(), is(original.headers()));
      assertThat(letter.getAttempts(), is(1));
    }
  }

  @Test
  public void anEventBehindTheWatermarkIsOneLateDeadLetterInEventTime() throws Exception {
    SourceEvent first = events.get(0);
    List<SourceEvent> withLate = new ArrayList<>(events.subList(0, events.size() / 2));
    withLate.add(BadTransactions.behind(first.sourceTimeMillis()));
    withLate.addAll(events.subList(events.size() / 2, events.size()));

    FraudRun late = new FraudRun(kafka).on("flink", 1).arrival(Arrival.EVENT_TIME);
    late.process(new ListedEvents(withLate));

    assertThat(late.actionBytes(), is(clean));
    assertThat(late.deadLetters(), hasSize(1));
    assertThat(late.deadLetters().get(0).getReason(), is(Reason.LATE));
  }

  @Test
  public void anEventBehindTheWatermarkIsAnsweredOnArrivalAndSaysSo() throws Exception {
    SourceEvent first = events.get(0);
    List<SourceEvent> withLate = new ArrayList<>(events.subList(0, events.size() / 2));
    withLate.add(BadTransactions.behind(first.sourceTimeMillis()));
    withLate.addAll(events.subList(events.size() / 2, events.size()));

    FraudRun late = new FraudRun(kafka).on("flink", 1).arrival(Arrival.ON_ARRIVAL);
    late.process(new ListedEvents(withLate));

    assertThat(late.deadLetters(), hasSize(0));
    assertThat(late.actions(), hasSize(EVENTS + 1));
    assertThat(
        late.actions().stream().filter(Action::getLate).map(Action::getEventId).collect(toList()),
        contains(BadTransactions.LATE_ID));
  }
}
