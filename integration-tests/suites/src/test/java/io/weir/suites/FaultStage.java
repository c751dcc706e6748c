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
package io.weir.suites;

import io.weir.harness.process.ClassPath;
import io.weir.harness.process.FlinkCluster;
import io.weir.harness.process.FlinkJob;
import io.weir.harness.process.KafkaProcess;
import io.weir.pipelines.Application;
import java.time.Duration;

/**
 * A Kafka and a Flink cluster, each of processes of its own, for jobs that something happens to.
 */
final class FaultStage implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofMinutes(10);

  private final KafkaProcess kafka;
  private final FlinkCluster flink;

  private FaultStage(FlinkCluster.Builder description) {
    kafka = KafkaProcess.start(ClassPath.ofThisProcess(), null);
    try {
      flink = description.start();
    } catch (RuntimeException | Error e) {
      kafka.close();
      throw e;
    }
  }

  static FaultStage set(FlinkCluster.Builder flink) {
    return new FaultStage(flink);
  }

  FlinkCluster flink() {
    return flink;
  }

  /** Payments, as by {@link LiveStream#start}. */
  LiveStream stream(String prefix, long seed, int cards, double eventsPerSecond) {
    return LiveStream.start(kafka.bootstrapServers(), prefix, seed, cards, eventsPerSecond);
  }

  /** Gives the same payments to a job that is left alone; returns when all are answered. */
  LiveStream leftAlone(LiveStream same, String prefix, Application application)
      throws InterruptedException {
    try (LiveStream stream = same.again(prefix)) {
      stream.awaitEnd();
      FlinkJob job = stream.job().application(application).submit(flink);
      job.awaitState("FINISHED"::equals, PATIENCE);
      return stream;
    }
  }

  @Override
  public void close() {
    try {
      flink.close();
    } finally {
      kafka.close();
    }
  }
}
