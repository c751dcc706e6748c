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

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Further settings of Kafka's clients, such as those of TLS and SASL, as the option {@code
 * kafkaSettings} has them. Secrets are not among them but references to where each client finds
 * them: Kafka's own {@code ${file:/path:key}}, {@code ${directory:/path:file}} and {@code
 * ${env:NAME}} (KIP-297, KIP-421, KIP-887); what resolves them is added here.
 */
public final class KafkaSettings {
  private static final Map<String, String> PROVIDERS =
      Map.of(
          "file", "org.apache.kafka.common.config.provider.FileConfigProvider",
          "directory", "org.apache.kafka.common.config.provider.DirectoryConfigProvider",
          "env", "org.apache.kafka.common.config.provider.EnvVarConfigProvider");

  /** What other options say, by the setting. */
  private static final Map<String, String> OPTIONS =
      Map.of("bootstrap.servers", "--bootstrapServers", "group.id", "--consumerGroup");

  private KafkaSettings() {}

  /**
   * Reads them; none where the option is empty.
   *
   * @throws InvalidSettingException if the option is no object of JSON with texts, holds a secret,
   *     or says what is for another option to say: one line, without the secret
   */
  public static Map<String, Object> of(WeirOptions options) {
    if (options.getKafkaSettings().isEmpty()) {
      return Map.of();
    }
    Map<String, String> given;
    try {
      given =
          new ObjectMapper()
              .readValue(
                  options.getKafkaSettings(), new TypeReference<TreeMap<String, String>>() {});
    } catch (JsonProcessingException e) {
      // Its message would show what was given.
      throw new InvalidSettingException(
          "--kafkaSettings must be an object of JSON, such as"
              + " {\"security.protocol\": \"SSL\"}, and is not (line "
              + e.getLocation().getLineNr()
              + ", column "
              + e.getLocation().getColumnNr()
              + ")");
    }
    if (given == null || given.containsValue(null)) {
      throw new InvalidSettingException(
          "--kafkaSettings must be an object of JSON whose values are texts, and is not");
    }
    given.forEach(KafkaSettings::refuseSecret);
    OPTIONS.forEach(
        (name, option) -> {
          if (given.containsKey(name)) {
            throw new InvalidSettingException(
                "--kafkaSettings has " + name + ", which is for " + option + " to say");
          }
        });
    Map<String, Object> settings = new LinkedHashMap<>(given);
    TreeSet<String> used =
        PROVIDERS.keySet().stream()
            .filter(name -> given.values().stream().anyMatch(value -> value.contains("${" + name)))
            .collect(Collectors.toCollection(TreeSet::new));
    if (!used.isEmpty() && !given.containsKey("config.providers")) {
      settings.put("config.providers", String.join(",", used));
      used.forEach(
          name -> settings.put("config.providers." + name + ".class", PROVIDERS.get(name)));
    }
    return settings;
  }

  /** The consumer group of a job: what the option says, or the name of the job. */
  public static String consumerGroup(WeirOptions options) {
    String given = options.getConsumerGroup();
    return given.isEmpty() ? options.getJobName() : given;
  }

  private static void refuseSecret(String name, String value) {
    if (Secrets.isHeldBy(name, value)) {
      throw new InvalidSettingException(
          "--kafkaSettings holds a secret in "
              + name
              + ", which the runner would show with the job's options; refer to it, such as by"
              + " ${file:/path/of/secrets.properties:key}");
    }
  }
}
