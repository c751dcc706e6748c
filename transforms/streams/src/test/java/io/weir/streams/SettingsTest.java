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

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.Assert.assertThrows;

import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import org.junit.Test;
import org.junit.function.ThrowingRunnable;

public class SettingsTest {
  @Test
  public void whatIsNotSetHasItsDefault() {
    ReadSettings settings = ReadSettings.of("topic");
    assertThat(settings.topic(), is("topic"));
    assertThat(settings.watermarkFrom(), is(WatermarkSource.RECORDS));
    assertThat(settings.maxOutOfOrdernessMillis(), is(60_000L));
    assertThat(settings.lateRecords(), is(LateRecords.DEAD_LETTER));
    assertThat(settings.hasGroup(), is(false));
    Map<String, Object> expected = new HashMap<>();
    expected.put("auto.offset.reset", "earliest");
    expected.put("enable.auto.commit", false);
    expected.put("isolation.level", "read_committed");
    expected.put("allow.auto.create.topics", false);
    expected.put("max.partition.fetch.bytes", 65_536);
    expected.put("request.timeout.ms", 15_000);
    expected.put("default.api.timeout.ms", 30_000);
    assertThat(settings.consumer(), is(expected));
  }

  @Test
  public void eachSettingIsKeptWhenTheOthersAreSet() {
    ReadSettings settings =
        ReadSettings.of("topic")
            .watermarkFrom(WatermarkSource.CLOCK)
            .maxOutOfOrderness(Duration.ofMillis(5))
            .lateRecords(LateRecords.ANSWER)
            .consumer(Collections.singletonMap("bootstrap.servers", "a:1"))
            .consumer(Collections.singletonMap("auto.offset.reset", "latest"))
            .consumer(Collections.singletonMap("group.id", "g"));
    assertThat(settings.topic(), is("topic"));
    assertThat(settings.watermarkFrom(), is(WatermarkSource.CLOCK));
    assertThat(settings.maxOutOfOrdernessMillis(), is(5L));
    assertThat(settings.lateRecords(), is(LateRecords.ANSWER));
    assertThat(settings.bootstrapServers(), is("a:1"));
    assertThat(settings.hasGroup(), is(true));
    assertThat(settings.consumer().get("auto.offset.reset"), is("latest"));
    assertThat(settings.consumer().get("enable.auto.commit"), is(false));
  }

  @Test
  public void aRefusalNamesTheSettingTheBoundAndTheValue() {
    ReadSettings settings = ReadSettings.of("topic");
    refuses(() -> ReadSettings.of(""), "topic must be the name of a Kafka topic, but is empty");
    refuses(
        () -> settings.maxOutOfOrderness(Duration.ofMillis(-1)),
        "maxOutOfOrderness must be from 0 to PT8784H, but is PT-0.001S");
    refuses(
        () -> settings.maxOutOfOrderness(Duration.ofDays(367)),
        "maxOutOfOrderness must be from 0 to PT8784H, but is PT8808H");
    refuses(
        settings::bootstrapServers, "bootstrapServers must be set to read topic topic, but is not");
    refuses(
        () -> settings.consumer(Collections.singletonMap("enable.auto.commit", "true")),
        "consumer setting enable.auto.commit must be false, but is true");
    refuses(
        () -> settings.consumer(Collections.singletonMap("value.deserializer", "X")),
        "consumer setting value.deserializer must not be set, but is X");
    refuses(() -> WriteRecords.to(""), "bootstrapServers must name a broker, but is empty");
    refuses(
        () -> WriteDeadLetters.to("", WriteRecords.to("a:1")),
        "topic must be the name of a Kafka topic, but is empty");
  }

  @Test
  public void theProducerConfirmsWithAllReplicasAndNeverRepeatsOrGivesUpEarly() {
    Map<String, Object> producer =
        WriteRecords.to("a:1")
            .producerConfig(Collections.singletonMap("linger.ms", 3))
            .producerConfig();
    assertThat(producer.get("acks"), is("all"));
    assertThat(producer.get("enable.idempotence"), is(true));
    assertThat(producer.get("retries"), is(Integer.MAX_VALUE));
    assertThat(producer.get("linger.ms"), is(3));
    assertThat(producer.get("bootstrap.servers"), is("a:1"));
  }

  private static void refuses(ThrowingRunnable action, String message) {
    assertThat(assertThrows(IllegalArgumentException.class, action).getMessage(), is(message));
  }
}
