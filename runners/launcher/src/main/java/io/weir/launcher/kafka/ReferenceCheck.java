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

package io.weir.launcher.kafka;

import io.weir.pipelines.InvalidSettingException;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigTransformer;

/**
 * Sees whether what settings of Kafka's clients refer to is here. Kafka itself takes a reference to
 * something that a file lacks for the value, and says of a file that is not there that no client
 * can be made.
 */
final class ReferenceCheck {
  private static final String PROVIDERS = "config.providers";

  private ReferenceCheck() {}

  /**
   * Resolves each reference, as a client would.
   *
   * @throws InvalidSettingException if one cannot be: one line, with it
   */
  static void of(Map<String, Object> settings) {
    Map<String, Object> providers = new HashMap<>(settings);
    providers.keySet().removeIf(name -> !name.startsWith(PROVIDERS));
    settings.forEach(
        (name, value) -> {
          Matcher reference = ConfigTransformer.DEFAULT_PATTERN.matcher(value.toString());
          while (!name.startsWith(PROVIDERS) && reference.find()) {
            if (!resolves(reference.group(), providers)) {
              throw new InvalidSettingException(
                  "--kafkaSettings refers to "
                      + reference.group()
                      + " in "
                      + name
                      + ", which is not on this machine: the launcher and every worker must have"
                      + " it");
            }
          }
        });
  }

  private static boolean resolves(String reference, Map<String, Object> providers) {
    Map<String, Object> alone = new HashMap<>(providers);
    alone.put("value", reference);
    try {
      return !reference.equals(
          new AbstractConfig(new ConfigDef(), alone, false).originals().get("value"));
    } catch (KafkaException e) {
      return false; // Such as a file that cannot be read.
    }
  }
}
