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

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import java.nio.charset.StandardCharsets;
import org.junit.Test;

public final class ActionComparisonTest {

  /** Actions of a letter for the key, a digit for the event id and the answer, such as "a1x". */
  private static ActionLog log(String... actions) {
    ActionLog log =
        new ActionLog(value -> new String(value, StandardCharsets.UTF_8).substring(1, 2));
    long time = 1_000;
    for (String action : actions) {
      byte[] key = action.substring(0, 1).getBytes(StandardCharsets.UTF_8);
      log.add(key, action.getBytes(StandardCharsets.UTF_8), time);
      time += 500;
    }
    return log;
  }

  @Test
  public void keysMayBeInterleavedInAnyWay() {
    assertThat(
        ActionComparison.difference(
            ThroughputCase.EVENT_TIME, log("a1x", "b2y"), log("b2y", "a1x")),
        is(nullValue()));
  }

  @Test
  public void repeatsDoNotCount() {
    ActionLog repeated = log("a1x", "a1x", "a2y");
    assertThat(
        ActionComparison.difference(ThroughputCase.EVENT_TIME, repeated, log("a1x", "a2y")),
        is(nullValue()));
    assertThat(repeated.size(), is(2L));
  }

  @Test
  public void anotherByteIsADifferenceInEventTime() {
    ActionLog ours = log("a1x");
    ActionLog peer = log("a1y");
    assertThat(
        ActionComparison.difference(ThroughputCase.EVENT_TIME, ours, peer),
        containsString("event 1 differs"));
    assertThat(ActionComparison.difference(ThroughputCase.ON_ARRIVAL, ours, peer), is(nullValue()));
  }

  @Test
  public void anotherOrderWithinAKeyIsADifferenceInEventTime() {
    ActionLog ours = log("a1x", "a2y");
    ActionLog peer = log("a2y", "a1x");
    assertThat(
        ActionComparison.difference(ThroughputCase.EVENT_TIME, ours, peer),
        containsString("ours has event 1, peer has 2"));
    assertThat(ActionComparison.difference(ThroughputCase.ON_ARRIVAL, ours, peer), is(nullValue()));
  }

  @Test
  public void aMissingAnswerIsADifferenceInBothCases() {
    for (ThroughputCase throughputCase : ThroughputCase.values()) {
      assertThat(
          ActionComparison.difference(throughputCase, log("a1x"), log("a1x", "a2y")),
          containsString("2"));
      assertThat(
          ActionComparison.difference(throughputCase, log("a1x", "b2y"), log("a1x")),
          containsString("2"));
    }
  }

  @Test
  public void throughputIsAnswersBetweenTheFirstAndTheLastAppend() {
    assertThat(log("a1x", "a2y", "a3z").eventsPerSecond(), is(3.0));
  }
}
