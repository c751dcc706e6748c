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
package io.weir.pipelines;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.anEmptyMap;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasEntry;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.Assert.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public final class KafkaSettingsTest {
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private static Map<String, Object> settings(String json) {
    WeirOptions options = PipelineOptionsFactory.as(WeirOptions.class);
    options.setKafkaSettings(json);
    return KafkaSettings.of(options);
  }

  @Test
  public void withoutTheOptionThereAreNone() {
    assertThat(settings(""), is(anEmptyMap()));
  }

  @Test
  public void settingsWithoutSecretsAreTakenAsTheyAre() {
    assertThat(
        settings(
            "{\"security.protocol\": \"SASL_SSL\", \"sasl.mechanism\": \"AWS_MSK_IAM\","
                + " \"sasl.jaas.config\":"
                + " \"software.amazon.msk.auth.iam.IAMLoginModule required;\"}"),
        is(
            Map.of(
                "security.protocol",
                "SASL_SSL",
                "sasl.mechanism",
                "AWS_MSK_IAM",
                "sasl.jaas.config",
                "software.amazon.msk.auth.iam.IAMLoginModule required;")));
  }

  /** The oracle is Kafka's own client. */
  @Test
  public void aReferenceIsResolvedWhereTheClientRuns() throws IOException {
    Path secrets = folder.newFile("secrets.properties").toPath();
    Files.writeString(secrets, "key=hunter2\n");
    Map<String, Object> found =
        new HashMap<>(settings("{\"ssl.key.password\": \"${file:" + secrets + ":key}\"}"));
    assertThat(found.toString(), not(containsString("hunter2")));
    assertThat(found, hasEntry("config.providers", "file"));

    found.put("bootstrap.servers", "here:1");
    found.put("key.deserializer", ByteArrayDeserializer.class);
    found.put("value.deserializer", ByteArrayDeserializer.class);
    assertThat(new ConsumerConfig(found).getPassword("ssl.key.password").value(), is("hunter2"));
  }

  @Test
  public void aSecretIsRefusedAndNotShown() {
    for (String json :
        new String[] {
          "{\"ssl.key.password\": \"hunter2\"}",
          "{\"sasl.jaas.config\": \"Module required username=a password=\\\"hunter2\\\";\"}",
          "{\"sasl.jaas.config\": \"Module required clientSecret='hunter2';\"}"
        }) {
      String message =
          assertThrows(InvalidSettingException.class, () -> settings(json)).getMessage();
      assertThat(message, containsString("--kafkaSettings holds a secret in s"));
      assertThat(message, not(containsString("hunter2")));
    }
  }

  @Test
  public void whatIsForAnotherOptionIsRefused() {
    assertThat(
        assertThrows(InvalidSettingException.class, () -> settings("{\"group.id\": \"g\"}"))
            .getMessage(),
        is("--kafkaSettings has group.id, which is for --consumerGroup to say"));
    assertThat(
        assertThrows(
                InvalidSettingException.class, () -> settings("{\"bootstrap.servers\": \"x:1\"}"))
            .getMessage(),
        is("--kafkaSettings has bootstrap.servers, which is for --bootstrapServers to say"));
  }

  @Test
  public void theConsumerGroupIsTheJobsNameUnlessOneIsGiven() {
    WeirOptions options = PipelineOptionsFactory.as(WeirOptions.class);
    options.setJobName("weir-fraud");
    assertThat(KafkaSettings.consumerGroup(options), is("weir-fraud"));
    options.setConsumerGroup("watched");
    assertThat(KafkaSettings.consumerGroup(options), is("watched"));
  }

  @Test
  public void nothingIsNoSetting() {
    for (String json : new String[] {"null", "{\"security.protocol\": null}"}) {
      assertThat(
          assertThrows(InvalidSettingException.class, () -> settings(json)).getMessage(),
          containsString("whose values are texts"));
    }
  }

  @Test
  public void whatIsNoObjectOfJsonIsRefusedAndNotShown() {
    String message =
        assertThrows(InvalidSettingException.class, () -> settings("{hunter2")).getMessage();

    assertThat(message, containsString("must be an object of JSON"));
    assertThat(message, not(containsString("hunter2")));
  }
}
