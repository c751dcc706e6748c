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

import java.nio.file.Path;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.Test;
import org.junit.experimental.categories.Category;

/**
 * The processes of a cluster are killed while it answers a stream, and nobody can tell: every event
 * has its answer, with the features of their definition, and each card's come in order.
 */
@Category(KillSuite.class)
public class KillTest {
  private static final Path REPORT = Path.of("target", "kill-report.json");

  private static final int KILLS = Integer.getInteger("weir.kill.kills", 3);
  private static final long SEED = Long.getLong("weir.kill.seed", 1);
  private static final int EVENTS_PER_SECOND = Integer.getInteger("weir.kill.rate", 2_000);

  private static KillStage stage;

  @BeforeClass
  public static void setStage() throws Exception {
    stage = KillStage.set();
  }

  @AfterClass
  public static void clearStage() throws Exception {
    stage.close();
  }

  /** Its figures are the suite's last line. */
  @Test
  public void killedTaskManagersLeaveNoTrace() throws Exception {
    // Some hundred kills stay in the past, and a few take more than a month of the simulation.
    KillStage.Load load =
        new KillStage.Load(SEED, Math.max(1_000, Math.min(6_000, KILLS * 600)), EVENTS_PER_SECOND);

    KillOutcome outcome = stage.killed("tasks.", load, KillSchedule.usual(SEED), KILLS);

    outcome.report(KILLS, SEED).write(REPORT);
    outcome.check();
  }

  @Test
  public void aKilledJobManagerLeavesNoTrace() throws Exception {
    KillStage.Load load = new KillStage.Load(SEED + 1, 500, EVENTS_PER_SECOND);

    KillOutcome outcome = stage.killed("jobs.", load, KillSchedule.ofJobManagers(SEED + 1), 1);

    outcome.check();
  }

  @Test
  public void aKilledBrokerThatComesBackLeavesNoTrace() throws Exception {
    KillStage.Load load = new KillStage.Load(SEED + 2, 500, EVENTS_PER_SECOND);

    KillOutcome outcome = stage.brokerKilled("broker.", load);

    outcome.check();
  }
}
