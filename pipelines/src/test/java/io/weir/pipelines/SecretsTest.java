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

import static java.util.stream.Collectors.toSet;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.weir.pipelines.fraud.FraudApplication;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.junit.Test;

public final class SecretsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final List<String> NAMES =
      List.of(
          "password",
          "PASSWORD",
          "db-password",
          "dbPassword2",
          "passwd",
          "passphrase",
          "private_key_passphrase",
          "secret",
          "clientSecret",
          "token",
          "authToken",
          "vault.token",
          "basic.auth.user.info",
          "schema.registry.basic.auth.user.info",
          "user.info",
          "api_key",
          "apikey",
          "awsSecretKey",
          "secretAccessKey",
          "storage-account-key",
          "privateKey");

  /** Of which each shows a secret under such a name. */
  private static final List<String> SHOWN =
      List.of(
          "hunter2",
          "/hunter2",
          "/run/secrets/one",
          "file:///run/secrets/one",
          "user:hunter2",
          "hunter2${file:/secrets:key}",
          "${file:/secrets:key}hunter2",
          "${env:A}${env:B}",
          "$hunter2",
          "{hunter2",
          "https://host/path",
          "7");

  private static final List<String> NOT_SHOWN =
      List.of(
          "",
          " ",
          "${file:/secrets.properties:key}",
          "${directory:/secrets:file}",
          "${env:NAME}",
          "projects/p/secrets/s/versions/1",
          "arn:aws:secretsmanager:eu-west-1:123456789012:secret:weir/triton-abcdef");

  private static final List<String> OTHER_NAMES =
      List.of(
          "topicPrefix",
          "tokenFile",
          "passwordFile",
          "ssl.keystore.location",
          "sasl.oauthbearer.token.endpoint.url",
          "secretArn",
          "secretName",
          "credentialFactoryClass",
          "awsAccessKeyId",
          "dataflowKmsKey",
          "config.providers.secrets.class",
          "config.providers.secretsmanager.param.region",
          "key",
          "primaryKey",
          "username");

  /** The same setting, alone and within other texts. */
  private static Map<String, String> forms(String name, String value)
      throws JsonProcessingException {
    Map<String, String> forms = new TreeMap<>();
    forms.put(name, value);
    String json = JSON.writeValueAsString(Map.of(name, value));
    forms.put("kafkaSettings", json);
    forms.put("nested", "{\"list\": [1, " + json + "]}");
    String jaas = "org.example.Module required username=\"u\" " + name + "=\"" + value + "\";";
    forms.put("sasl.jaas.config", jaas);
    forms.put("jaasInJson", JSON.writeValueAsString(Map.of("sasl.jaas.config", jaas)));
    forms.put("escaped", "see " + JSON.writeValueAsString(json));
    return forms;
  }

  @Test
  public void whatIsShownUnderTheNameOfASecretIsOne() throws Exception {
    for (String name : NAMES) {
      for (String value : SHOWN) {
        for (Map.Entry<String, String> form : forms(name, value).entrySet()) {
          assertThat(form.toString(), Secrets.isHeldBy(form.getKey(), form.getValue()), is(true));
        }
      }
    }
  }

  @Test
  public void referencesAndOtherNamesAreNone() throws Exception {
    for (String name : NAMES) {
      for (String value : NOT_SHOWN) {
        for (Map.Entry<String, String> form : forms(name, value).entrySet()) {
          assertThat(form.toString(), Secrets.isHeldBy(form.getKey(), form.getValue()), is(false));
        }
      }
    }
    for (String name : OTHER_NAMES) {
      for (String value : SHOWN) {
        for (Map.Entry<String, String> form : forms(name, value).entrySet()) {
          assertThat(form.toString(), Secrets.isHeldBy(form.getKey(), form.getValue()), is(false));
        }
      }
    }
  }

  /** Kafka itself says which of its settings are not to be shown; certificates are public. */
  @Test
  public void ofKafkasOwnSettingsThoseThatItHidesAndNoOthers() {
    Map<String, ConfigDef.ConfigKey> keys = new TreeMap<>();
    keys.putAll(ConsumerConfig.configDef().configKeys());
    keys.putAll(ProducerConfig.configDef().configKeys());
    keys.putAll(AdminClientConfig.configDef().configKeys());
    assertThat(keys.size(), greaterThan(100));
    Set<String> hidden =
        keys.values().stream()
            .filter(key -> key.type == ConfigDef.Type.PASSWORD)
            .map(key -> key.name)
            .filter(name -> !name.contains("certificate"))
            // A text of many parts, of which some may be.
            .filter(name -> !name.equals("sasl.jaas.config"))
            .collect(toSet());

    Set<String> found =
        keys.keySet().stream().filter(name -> Secrets.isHeldBy(name, "/a/path")).collect(toSet());

    assertThat(found, is(hidden));
  }

  @Test
  public void ourOwnOptionsHoldNone() {
    for (OptionDescription option : OptionDescription.of(new FraudApplication().optionsType())) {
      for (String value : SHOWN) {
        assertThat(option.name(), Secrets.isHeldBy(option.name(), value), is(false));
      }
    }
  }

  @Test
  public void anAddressMayNotHaveAPassword() {
    for (String address :
        List.of(
            "https://user:hunter2@host/path",
            "jdbc:postgresql://me:hunter2@here/base",
            "https://:hunter2@host",
            "https://user:hunter2${env:REST}@host",
            "https://fine.example,http://user:hunter2@host:1",
            "https://host/path?token=hunter2",
            "jdbc:x://h/b?user=me&password=hunter2")) {
      assertThat(address, Secrets.isHeldBy("any", address), is(true));
    }
    for (String address :
        List.of(
            "https://user@host/path",
            "https://user:${file:/secrets:key}@host",
            "https://host:8080/path@1:2",
            "https://host/path?token=${env:TOKEN}&page=2",
            "host:9092,other:9092",
            "gs://bucket/folder")) {
      assertThat(address, Secrets.isHeldBy("any", address), is(false));
    }
  }

  @Test
  public void aPrivateKeyIsOneUnderAnyName() {
    assertThat(
        Secrets.isHeldBy("any", "-----BEGIN ENCRYPTED PRIVATE KEY-----\nMII\n-----END"), is(true));
    assertThat(Secrets.isHeldBy("any", "-----BEGIN CERTIFICATE-----\nMII\n-----END"), is(false));
  }
}
