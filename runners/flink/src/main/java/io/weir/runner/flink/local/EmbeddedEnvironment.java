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
package io.weir.runner.flink.local;

import java.util.concurrent.CompletableFuture;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The environment that Beam finds when it asks Flink for the current one, as {@code
 * --flinkMaster=[auto]} does.
 */
final class EmbeddedEnvironment extends StreamExecutionEnvironment {

  private EmbeddedEnvironment(ClusterExecutor executor, Configuration configuration) {
    super(executor, configuration, EmbeddedEnvironment.class.getClassLoader());
  }

  /**
   * Runs what submits a job, and returns that job. The environment is a setting of the whole
   * process: one submission at a time.
   */
  static synchronized CompletableFuture<JobClient> capture(
      ClusterExecutor executor, Configuration configuration, Runnable submission) {
    initializeContextEnvironment(
        ignored -> new EmbeddedEnvironment(executor, new Configuration(configuration)));
    try {
      submission.run();
    } finally {
      resetContextEnvironment();
    }
    return executor.submitted();
  }
}
