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
package io.weir.harness.process;

import static java.util.stream.Collectors.toList;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The settings of a cluster that is made for tests: loopback only, quick to see a loss. */
final class FlinkSettings {
  private FlinkSettings() {}

  /** What a cluster has unless the test says otherwise. */
  static Map<String, String> of(
      Path folder, int slots, int rpcPort, @Nullable String zooKeeperAddress) {
    Map<String, String> settings = new TreeMap<>();
    for (String host :
        List.of(
            "jobmanager.rpc.address",
            "jobmanager.bind-host",
            "taskmanager.host",
            "taskmanager.bind-host",
            "rest.address",
            "rest.bind-address")) {
      settings.put(host, "localhost");
    }
    settings.put("jobmanager.rpc.port", String.valueOf(rpcPort));
    settings.put("taskmanager.numberOfTaskSlots", String.valueOf(slots));
    // A busy machine may need longer than the usual 10 s.
    settings.put("pekko.startup-timeout", "120s");
    settings.put("pekko.ask.timeout", "30s");
    checkpoints(folder, settings);
    quickToSeeALoss(settings);
    if (zooKeeperAddress != null) {
      highlyAvailable(folder, zooKeeperAddress, settings);
    }
    return settings;
  }

  private static void checkpoints(Path folder, Map<String, String> settings) {
    settings.put("execution.checkpointing.interval", "1s");
    settings.put("state.backend.type", "rocksdb");
    settings.put("state.backend.incremental", "true");
    // Few timers a key: a heap takes them, and RocksDB need not be asked for each.
    settings.put("state.backend.rocksdb.timer-service.factory", "HEAP");
    settings.put("state.backend.local-recovery", "true");
    settings.put("state.checkpoints.dir", folder.resolve("checkpoints").toUri().toString());
    settings.put("state.savepoints.dir", folder.resolve("savepoints").toUri().toString());
  }

  /**
   * Flink's own values are for large clusters: a lost process is noticed after 50 s, and answers of
   * the REST address are up to 3 s old.
   */
  private static void quickToSeeALoss(Map<String, String> settings) {
    settings.put("heartbeat.interval", "500");
    // A process that is gone refuses heartbeats; only one that hangs is noticed by this.
    settings.put("heartbeat.timeout", "10000");
    settings.put("restart-strategy.type", "fixed-delay");
    settings.put("restart-strategy.fixed-delay.attempts", "1000");
    settings.put("restart-strategy.fixed-delay.delay", "200ms");
    settings.put("slot.request.timeout", "60000");
    settings.put("cluster.evenly-spread-out-slots", "true");
    settings.put("web.refresh-interval", "200");
    settings.put("cluster.registration.error-delay", "500");
    settings.put("cluster.registration.initial-timeout", "100");
    settings.put("cluster.registration.max-timeout", "1000");
  }

  private static void highlyAvailable(
      Path folder, String zooKeeperAddress, Map<String, String> settings) {
    settings.put("high-availability.type", "zookeeper");
    settings.put("high-availability.zookeeper.quorum", zooKeeperAddress);
    settings.put("high-availability.storageDir", folder.resolve("ha").toUri().toString());
    settings.put("high-availability.zookeeper.client.session-timeout", "2000");
    settings.put("high-availability.zookeeper.client.connection-timeout", "2000");
    settings.put("high-availability.zookeeper.client.retry-wait", "200");
    settings.put("high-availability.zookeeper.client.tolerate-suspended-connections", "true");
    settings.put("zookeeper.sasl.disable", "true");
  }

  /** Writes them where Flink's processes look for them, and its clients may. */
  static Path write(Path folder, Map<String, String> settings) {
    Path configuration = folder.resolve("conf");
    List<String> lines =
        settings.entrySet().stream()
            .map(setting -> setting.getKey() + ": '" + setting.getValue() + "'")
            .collect(toList());
    try {
      Files.createDirectories(configuration);
      Files.write(configuration.resolve("config.yaml"), lines);
      return configuration;
    } catch (IOException e) {
      throw new UncheckedIOException("Flink's settings cannot be written", e);
    }
  }
}
