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

package io.weir.benchmarks;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What one contender shall run once; travels to its process as one line. Immutable. */
final class RunPlan {
  private static final String SEPARATOR = "\t";
  private static final int PARTS = 4;

  private final ThroughputCase throughputCase;
  private final String bootstrapServers;
  private final Path checkpoints;
  private final @Nullable Path profile;

  RunPlan(
      ThroughputCase throughputCase,
      String bootstrapServers,
      Path checkpoints,
      @Nullable Path profile) {
    this.throughputCase = requireNonNull(throughputCase, "throughputCase");
    this.bootstrapServers = requireNonNull(bootstrapServers, "bootstrapServers");
    this.checkpoints = requireNonNull(checkpoints, "checkpoints");
    this.profile = profile;
  }

  static RunPlan parse(String line) {
    String[] parts = line.split(SEPARATOR, -1);
    if (parts.length != PARTS) {
      throw new IllegalArgumentException(
          "a plan has " + parts.length + " parts, must have " + PARTS);
    }
    return new RunPlan(
        ThroughputCase.labelled(parts[0]),
        parts[1],
        Path.of(parts[2]),
        parts[3].isEmpty() ? null : Path.of(parts[3]));
  }

  String toLine() {
    return String.join(
        SEPARATOR,
        throughputCase.label(),
        bootstrapServers,
        checkpoints.toString(),
        profile == null ? "" : profile.toString());
  }

  ThroughputCase throughputCase() {
    return throughputCase;
  }

  String bootstrapServers() {
    return bootstrapServers;
  }

  /** A folder for the run's checkpoints. */
  Path checkpoints() {
    return checkpoints;
  }

  /** Where the run's stack samples go; null if none are taken. */
  @Nullable Path profile() {
    return profile;
  }
}
