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
package io.weir.streams;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.Assert.assertThrows;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.ClassRule;
import org.junit.Test;

public class LatestRecordTest {
  @ClassRule public static final KafkaBroker BROKER = new KafkaBroker();

  @Test
  public void theLatestValueOfTheKeyIsFoundWheneverItIsAsked() throws Exception {
    BROKER.createTopic("settings", 3);
    try (LatestRecord record = open("settings")) {
      assertThat(value(record), is("none"));
      send("settings", "a", "first", "b", "other", "a", "second");
      assertThat(value(record), is("second"));
      assertThat(value(record), is("second"));
      send("settings", "b", "third");
      assertThat(value(record), is("second"));
      send("settings", "a", "fourth");
      assertThat(value(record), is("fourth"));
    }
    try (LatestRecord later = open("settings")) {
      assertThat(value(later), is("fourth"));
    }
  }

  @Test
  public void aRecordWithoutAValueTakesTheLastOneBack() throws Exception {
    BROKER.createTopic("taken-back", 1);
    try (LatestRecord record = open("taken-back")) {
      send("taken-back", "a", "first");
      assertThat(value(record), is("first"));
      send("taken-back", "a", null);
      assertThat(value(record), is("none"));
    }
  }

  @Test
  public void aTopicMayComeLater() throws Exception {
    try (LatestRecord record = open("later")) {
      assertThat(value(record), is("none"));
      BROKER.createTopic("later", 1);
      send("later", "a", "first");
      assertThat(BROKER.topics().contains("later"), is(true));
      assertThat(value(record), is("first"));
    }
  }

  @Test
  public void aTakenBackTransactionIsNoRecord() throws Exception {
    BROKER.createTopic("committed", 1);
    BROKER.sendAndAbort(
        new ProducerRecord<>("committed", "a".getBytes(UTF_8), "never".getBytes(UTF_8)));
    try (LatestRecord record = open("committed")) {
      assertThat(value(record), is("none"));
    }
  }

  @Test
  public void aKafkaThatIsNotThereIsSaidWithTheTopic() {
    try (LatestRecord record = LatestRecord.of("127.0.0.1:1", "away", "a")) {
      assertThat(
          String.valueOf(assertThrows(IOException.class, record::value).getMessage()),
          containsString("topic away cannot be read: "));
    }
  }

  private static LatestRecord open(String topic) {
    return LatestRecord.of(BROKER.bootstrapServers(), topic, "a");
  }

  private static String value(LatestRecord record) throws IOException {
    return record.value().map(bytes -> new String(bytes, UTF_8)).orElse("none");
  }

  private static void send(String topic, @Nullable String... keysAndValues) throws Exception {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int index = 0; index < keysAndValues.length; index += 2) {
      String value = keysAndValues[index + 1];
      records.add(
          new ProducerRecord<>(
              topic,
              String.valueOf(keysAndValues[index]).getBytes(UTF_8),
              value == null ? null : value.getBytes(UTF_8)));
    }
    BROKER.send(records);
  }
}
