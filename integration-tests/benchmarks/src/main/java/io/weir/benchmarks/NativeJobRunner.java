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
import io.weir.pipelines.WeirOptions;
import java.util.List;
import java.util.Properties;
import org.apache.beam.runners.flink.FlinkExecutionEnvironments;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.PipelineRunner;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * Submits the hand-written job where Beam's Flink runner would submit the pipeline. Beam has no
 * part in the job: only the cluster and the environment come by this way, made from the very
 * options that ours has, so that no setting of Flink can differ.
 */
final class NativeJobRunner extends PipelineRunner<PipelineResult> {
  private static final String MODEL = "classpath:/fraud/model";

  private final WeirOptions options;

  private NativeJobRunner(WeirOptions options) {
    this.options = options;
  }

  /** For Beam, which finds it by reflection. */
  public static NativeJobRunner fromOptions(PipelineOptions options) {
    return new NativeJobRunner(options.as(WeirOptions.class));
  }

  @Override
  public PipelineResult run(Pipeline ignored) {
    FlinkPipelineOptions flink = options.as(FlinkPipelineOptions.class);
    StreamExecutionEnvironment environment =
        FlinkExecutionEnvironments.createStreamExecutionEnvironment(
            flink, List.of(), flink.getFlinkConfDir());
    OnnxModelSource model = OnnxModelSource.of(MODEL);
    Thresholds thresholds = model.manifest().thresholds().orElseThrow();
    NativeFraudJob.reading(options.getBootstrapServers(), "transactions", "labels")
        .writing("actions", "dead-letters")
        .scoredBy(model, thresholds.review(), thresholds.block())
        .eventTime(options.getArrival() == Arrival.EVENT_TIME)
        .clients(consumerSettings(), producerSettings())
        .build(environment);
    try {
      environment.executeAsync("fraud-native");
    } catch (Exception e) {
      throw new IllegalStateException("Flink does not take the job: " + e.getMessage(), e);
    }
    return new Submitted();
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
