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
package io.weir.pipelines.fraud;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import io.weir.proto.fraud.v1.Action;
import io.weir.proto.fraud.v1.Decision;
import org.junit.Test;

public class FraudActionTest {

  @Test
  public void anActionOutsideOfExperimentsDoesNotSpeakOfThem() {
    assertThat(json(action()), not(containsString("assignment")));
  }

  @Test
  public void anActionOfAnExperimentTellsItsArm() {
    assertThat(
        json(action().setAssignment("heavier/treatment")),
        containsString("\"assignment\":\"heavier/treatment\""));
  }

  private static Action.Builder action() {
    return Action.newBuilder().setEventId("e").setDecision(Decision.PASS).setLane("embedded");
  }

  private static String json(Action.Builder action) {
    return FraudAction.parse(action.build().toByteArray()).toJson(-1);
  }
}
