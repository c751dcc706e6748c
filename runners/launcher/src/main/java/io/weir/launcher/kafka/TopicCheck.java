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

import io.weir.pipelines.Topic;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.TopicConfig;

/** Finds where existing topics differ from their manifest. */
final class TopicCheck {
  static final String APPEND_TIME = "LogAppendTime";

  private final List<String> remarks = new ArrayList<>();
  private boolean appendTimes = true;

  void compare(Topic topic, TopicDescription found, Config config) {
    String name = found.name();
    differs(
        name,
        TopicConfig.CLEANUP_POLICY_CONFIG,
        value(config, TopicConfig.CLEANUP_POLICY_CONFIG),
        topic.cleanup());
    if (topic.role() == Topic.Role.SETTINGS) {
      // Neither how many partitions it has nor whose timestamps matters for the latest record.
      return;
    }
    differs(
        name,
        "partitions",
        String.valueOf(found.partitions().size()),
        String.valueOf(topic.partitions()));
    String timestamps = value(config, TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG);
    if (!timestamps.equals(APPEND_TIME)) {
      appendTimes = false;
      remarks.add(
          "topic "
              + name
              + " has message.timestamp.type "
              + timestamps
              + ", not "
              + APPEND_TIME
              + ": latency cannot be measured, and old event times may be deleted");
    }
  }

  private static String value(Config config, String setting) {
    ConfigEntry entry = config.get(setting);
    return entry == null ? "" : entry.value();
  }

  private void differs(String topic, String setting, String found, String wanted) {
    if (!found.equals(wanted)) {
      remarks.add(
          "topic " + topic + " has " + setting + " " + found + ", the manifest says " + wanted);
    }
  }

  List<String> remarks() {
    return remarks;
  }

  boolean appendTimes() {
    return appendTimes;
  }
}
