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

import java.util.List;

/** What {@link TopicCreator} found and did. */
public final class TopicReport {
  private final List<String> created;
  private final List<String> remarks;
  private final boolean appendTimes;

  TopicReport(List<String> created, List<String> remarks, boolean appendTimes) {
    this.created = List.copyOf(created);
    this.remarks = List.copyOf(remarks);
    this.appendTimes = appendTimes;
  }

  /** The full names of the topics that did not exist before. */
  public List<String> created() {
    return created;
  }

  /** Where an existing topic differs from the manifest: one line each, for a person. */
  public List<String> remarks() {
    return remarks;
  }

  /** Whether every topic's record timestamps are the broker's, so that latency can be measured. */
  public boolean appendTimes() {
    return appendTimes;
  }
}
