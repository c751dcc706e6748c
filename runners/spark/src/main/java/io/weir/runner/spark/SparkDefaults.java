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
package io.weir.runner.spark;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.Map;
import org.apache.beam.runners.spark.SparkRunner;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.runners.TransformHierarchy;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PValue;

/** The pipeline options with which our pipelines run on Spark, and what they cannot do there. */
public final class SparkDefaults {

  private SparkDefaults() {}

  /**
   * Options by their Beam names for a run inside this process; {@code runner} is among them. What
   * the command line says about an option comes before.
   *
   * <p>Spark listens on the address of this machine's name; set {@code SPARK_LOCAL_IP=127.0.0.1} in
   * the environment to keep it on the loopback. It needs the JDK's packages opened that its own
   * {@code JavaModuleOptions} lists.
   *
   * @param workers how many threads, at least 1
   * @throws IllegalArgumentException if {@code workers} is less
   */
  public static Map<String, String> local(int workers) {
    checkArgument(workers > 0, "workers is %s, must be at least 1", workers);
    return Map.of(
        "runner", SparkRunner.class.getSimpleName(), "sparkMaster", "local[" + workers + "]");
  }

  /**
   * Options by their Beam names for a run on the master that {@code spark-submit} is told; {@code
   * runner} is among them. What the command line says about an option comes before.
   */
  public static Map<String, String> cluster() {
    // What several steps read is kept. At Beam's MEMORY_ONLY what finds no room is computed again
    // for each of them, from the file on.
    return Map.of("runner", SparkRunner.class.getSimpleName(), "storageLevel", "MEMORY_AND_DISK");
  }

  /**
   * Refuses a pipeline that has no end. Beam would run it in Spark's micro-batches, for which it
   * has timers of processing time only (apache/beam#33633); those of our transforms are of event
   * time.
   *
   * @throws IllegalArgumentException if it reads something unbounded: one line that names the step
   */
  public static void requireBounded(Pipeline pipeline) {
    pipeline.traverseTopologically(
        new Pipeline.PipelineVisitor.Defaults() {
          @Override
          public void visitValue(PValue value, TransformHierarchy.Node producer) {
            if (value instanceof PCollection
                && ((PCollection<?>) value).isBounded() == PCollection.IsBounded.UNBOUNDED) {
              throw new IllegalArgumentException(
                  producer.getFullName() + " has no end, and Spark takes bounded runs only");
            }
          }
        });
  }
}
