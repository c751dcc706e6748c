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
package io.weir.harness.execution;

import io.weir.harness.fault.FaultPlan;
import io.weir.harness.process.FlinkCluster;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * On a Flink of real processes, one JobManager and two TaskManagers of two slots each, that loads
 * everything from this process's class path. It is started before the first run and ends with this
 * process. Takes every fault: kills a TaskManager and starts another, stops a job with a savepoint
 * and starts it from there with another parallelism.
 *
 * <p>Knows Flink by its REST interface and by the options of its runner alone.
 */
public final class FlinkClusterExecution implements Execution {
  private static final int TASK_MANAGERS = 2;
  private static final int SLOTS = 2;

  /** Its processes end, and its files go, when this process ends. */
  private static @Nullable FlinkCluster cluster;

  /** Used by {@code ServiceLoader}. */
  public FlinkClusterExecution() {}

  @Override
  public String name() {
    return "flink-cluster";
  }

  @Override
  public void prepare() {
    // Also where one ended by itself: it was reported there.
    for (int living = cluster().taskManagers().size(); living < TASK_MANAGERS; living++) {
      cluster().startTaskManager();
    }
    cluster().awaitTaskManagers(TASK_MANAGERS);
  }

  @Override
  public void run(Graph graph, FaultPlan plan, Path folder, Duration patience) throws Exception {
    try (FlinkClusterRun run = new FlinkClusterRun(cluster(), graph, patience)) {
      run.submit();
      if (plan.fault().comesFromOutside()) {
        run.carryOut(plan, folder);
      }
      run.awaitEnd();
    }
  }

  private static synchronized FlinkCluster cluster() {
    if (cluster == null) {
      cluster =
          FlinkCluster.builder()
              .taskManagers(TASK_MANAGERS)
              .slotsPerTaskManager(SLOTS)
              .heapPerSlot(256)
              .managedMemoryPerSlot(64)
              .start();
    }
    return cluster;
  }
}
