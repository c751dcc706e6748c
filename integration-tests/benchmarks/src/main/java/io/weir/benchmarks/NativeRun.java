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

import io.weir.benchmarks.nativeflink.NativeFraudJob;
import io.weir.features.Arrival;
import io.weir.inference.Thresholds;
import io.weir.onnx.OnnxModelSource;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.apache.beam.runners.flink.FlinkExecutionEnvironments;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * Runs the hand-written job to its end. Beam has no part in the job; it only makes the environment,
 * from the very options that ours has, so that no setting of Flink can differ.
 */
final class NativeRun {
  private static final String MODEL = "classpath:/fraud/model";
  private static final long PATIENCE_MINUTES = 5;

  private NativeRun() {}

  static void run(RunPlan plan) throws Exception {
    FlinkPipelineOptions options = FlinkSettings.options(plan).as(FlinkPipelineOptions.class);
    StreamExecutionEnvironment environment =
        FlinkExecutionEnvironments.createStreamExecutionEnvironment(
            options, List.of(), options.getFlinkConfDir());
    OnnxModelSource model = OnnxModelSource.of(MODEL);
    Thresholds thresholds = model.manifest().thresholds().orElseThrow();
    NativeFraudJob.reading(plan.bootstrapServers(), "transactions", "labels")
        .writing("actions", "dead-letters")
        .scoredBy(model, thresholds.review(), thresholds.block())
        .eventTime(plan.throughputCase().arrival() == Arrival.EVENT_TIME)
        .clients(consumerSettings(), producerSettings())
        .build(environment);
    JobClient job = environment.executeAsync("fraud-native");
    job.getJobExecutionResult().get(PATIENCE_MINUTES, TimeUnit.MINUTES);
  }

  private static Properties consumerSettings() {
    Properties settings = new Properties();
    settings.setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.setProperty(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
    return settings;
  }

  /** Those of our own writer. */
  private static Properties producerSettings() {
    Properties settings = new Properties();
    settings.setProperty(ProducerConfig.ACKS_CONFIG, "all");
    settings.setProperty(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
    settings.setProperty(ProducerConfig.LINGER_MS_CONFIG, "1");
    return settings;
  }
}
