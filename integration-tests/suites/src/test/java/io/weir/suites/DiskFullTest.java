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

import io.weir.harness.process.FlinkCluster;
import io.weir.harness.process.FlinkJob;
import io.weir.harness.process.Waiting;
import io.weir.streams.WallClock;
import java.time.Duration;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.experimental.categories.Category;
import org.junit.rules.TemporaryFolder;

/** No checkpoint can be written for a while. */
@Category(KillSuite.class)
public class DiskFullTest {
  private static final int MEBIBYTES = 64;
  private static final int FAILURES = 3;

  @ClassRule public static final TemporaryFolder FOLDER = new TemporaryFolder();

  @Test
  public void aFullDiskOfCheckpointsLeavesNoTraceOnceThereIsSpaceAgain() throws Exception {
    try (TemporaryDisk disk = TemporaryDisk.mount(FOLDER.getRoot().toPath(), MEBIBYTES);
        FaultStage stage =
            FaultStage.set(
                FlinkCluster.builder()
                    .setting("state.checkpoints.dir", disk.folder().toUri().toString()));
        LiveStream stream = stage.stream("full.", 51, 200, 400)) {
      FlinkJob job = stream.job().submit(stage.flink());
      job.awaitCheckpoint(checkpoint -> checkpoint.id() > 1, FaultStage.PATIENCE);
      int failed = job.failedCheckpoints();
      Waiting.until(
          "failed checkpoints",
          FaultStage.PATIENCE,
          () -> {
            // A checkpoint that was on its way may still replace an older one.
            disk.fill();
            return job.failedCheckpoints();
          },
          failures -> failures >= failed + FAILURES);
      long begun = System.nanoTime();
      long begunMillis = WallClock.millis();
      disk.free();
      job.awaitCheckpoint(
          checkpoint -> checkpoint.triggeredMillis() > begunMillis, FaultStage.PATIENCE);
      KillRun.say(
          "the disk was full: recovered after "
              + Duration.ofNanos(System.nanoTime() - begun).toMillis()
              + " ms of space");
      stream.end();
      job.awaitState("FINISHED"::equals, FaultStage.PATIENCE);

      stream.audit().check(stream.expected());
    }
  }
}
