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
package io.weir.runner.flink.launch;

import io.weir.pipelines.InvalidSettingException;
import io.weir.pipelines.WeirOptions;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How topics are read is part of a job's state: Beam 2.70's Flink runner keeps its sources there,
 * whole ({@code FlinkSourceSplit}). Options that say otherwise would not be heard by a job that
 * takes the state over.
 */
final class SourceFit {
  private SourceFit() {}

  /**
   * Compares the next job with the one that it replaces.
   *
   * @param running the options of that one; what is missing there is not compared
   * @throws InvalidSettingException if topics are to be read in another way: one line
   */
  static void check(WeirOptions next, Map<String, String> running) {
    Map<String, @Nullable String> read = new LinkedHashMap<>();
    read.put("bootstrapServers", next.getBootstrapServers());
    read.put("topicPrefix", next.getTopicPrefix());
    read.put("kafkaSettings", next.getKafkaSettings());
    read.put("consumerGroup", next.getConsumerGroup());
    read.put("watermarkFrom", String.valueOf(next.getWatermarkFrom()));
    read.put("maxOutOfOrderness", next.getMaxOutOfOrderness());
    read.forEach(
        (name, value) -> {
          String before = running.get(name);
          if (before != null && !before.equals(value == null ? "" : value)) {
            throw new InvalidSettingException(
                "--"
                    + name
                    + " is "
                    + (value == null || value.isEmpty() ? "not set" : value)
                    + ", but the job that runs has "
                    + (before.isEmpty() ? "none" : before)
                    + ", and goes on to read so, as its state has it: launch a new job instead, with"
                    + " --warm-up-from=earliest");
          }
        });
  }
}
