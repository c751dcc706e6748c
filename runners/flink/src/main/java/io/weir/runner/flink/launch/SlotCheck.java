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
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.JobVertex;
import org.jspecify.annotations.Nullable;

/** Whether a cluster has the slots that a job needs. */
final class SlotCheck {
  /** A job that has just ended gives its slots back a moment later. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final long LOOK_MILLIS = 250;

  private SlotCheck() {}

  /**
   * Compares both; waits a moment for slots that are being given back.
   *
   * @param freed how many slots more are free when the job is submitted
   * @return what was found, one line
   * @throws InvalidSettingException if there are too few, and the cluster does not make more: one
   *     line
   */
  static String of(JobGraph job, FlinkMaster master, int freed) throws InterruptedException {
    int needed = needed(job);
    String elastic = master.elastic();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    int free = master.freeSlots() + freed;
    while (free < needed && elastic == null && System.nanoTime() - deadline < 0) {
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
      free = master.freeSlots() + freed;
    }
    if (free < needed && elastic == null) {
      throw new InvalidSettingException(
          "--parallelism is "
              + parallelism(job)
              + ", which needs "
              + needed
              + " slots, but "
              + free
              + " are free at "
              + master.address());
    }
    return "slots        "
        + needed
        + " needed at parallelism "
        + parallelism(job)
        + ", "
        + free
        + " free at "
        + master.address()
        + (freed == 0 ? "" : " without the job that is replaced")
        + (free < needed ? more(elastic) : "");
  }

  private static String more(@Nullable String elastic) {
    return "; it makes do or makes more (" + elastic + ")";
  }

  /** Steps of one group share slots: it needs as many as its most parallel step. */
  private static int needed(JobGraph job) {
    Map<Object, Integer> groups = new HashMap<>();
    for (JobVertex vertex : job.getVertices()) {
      groups.merge(
          vertex.getSlotSharingGroup().getSlotSharingGroupId(), vertex.getParallelism(), Math::max);
    }
    return groups.values().stream().mapToInt(Integer::intValue).sum();
  }

  private static int parallelism(JobGraph job) {
    int most = 1;
    for (JobVertex vertex : job.getVertices()) {
      most = Math.max(most, vertex.getParallelism());
    }
    return most;
  }
}
