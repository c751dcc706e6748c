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

import static java.util.Objects.requireNonNull;

import io.weir.pipelines.InvalidSettingException;
import io.weir.pipelines.KafkaSettings;
import io.weir.pipelines.WeirOptions;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.KafkaException;

/**
 * How a Kafka is reached: its address, and what its clients have to be told beside it, such as how
 * they log in. Immutable.
 */
public final class KafkaConnection {
  private final String bootstrapServers;
  private final Map<String, Object> settings;

  private KafkaConnection(String bootstrapServers, Map<String, Object> settings) {
    this.bootstrapServers = requireNonNull(bootstrapServers, "bootstrapServers");
    this.settings = Map.copyOf(settings);
  }

  /** To a Kafka at {@code host:port[,host:port]} that asks for nothing more. */
  public static KafkaConnection to(String bootstrapServers) {
    return new KafkaConnection(bootstrapServers, Map.of());
  }

  /**
   * As a pipeline's own clients reach it.
   *
   * @throws InvalidSettingException if the settings of clients are wrong, or refer to what is not
   *     on this machine: one line
   */
  public static KafkaConnection of(WeirOptions options) {
    Map<String, Object> settings = KafkaSettings.of(options);
    ReferenceCheck.of(settings);
    return new KafkaConnection(options.getBootstrapServers(), settings);
  }

  /** The address. */
  public String bootstrapServers() {
    return bootstrapServers;
  }

  /** All settings of a client: the user's, the client's own, which come before, and the address. */
  public Map<String, Object> settings(Map<String, ?> own) {
    Map<String, Object> all = new HashMap<>(settings);
    all.putAll(own);
    all.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    return all;
  }

  /**
   * Makes a client.
   *
   * @param client makes it of all of its settings
   * @throws InvalidSettingException if it cannot be with these settings: one line
   */
  public <T> T open(Function<Map<String, Object>, T> client, Map<String, ?> own) {
    try {
      return client.apply(settings(own));
    } catch (KafkaException e) {
      String reason = String.valueOf((e.getCause() == null ? e : e.getCause()).getMessage());
      throw new InvalidSettingException(
          reason.contains(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG)
              ? "--bootstrap-servers is "
                  + bootstrapServers
                  + ", must be host:port[,host:port] of a Kafka: "
                  + reason
              : "--kafkaSettings cannot be used: " + reason,
          e);
    }
  }

  /** That it does not answer: one line. */
  public InvalidSettingException unreachable(Duration patience, Exception cause) {
    return new InvalidSettingException(
        "--bootstrap-servers is "
            + bootstrapServers
            + ", but no Kafka answers there within "
            + patience.toSeconds()
            + " s",
        cause);
  }

  /** That it does not do what it is asked to: one line. */
  public InvalidSettingException refused(Throwable reason, Exception cause) {
    return new InvalidSettingException(
        "the Kafka at " + bootstrapServers + " refuses: " + reason.getMessage(), cause);
  }

  /** The address alone: settings may say how somebody logs in. */
  @Override
  public String toString() {
    return bootstrapServers;
  }
}
