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
package io.weir.launcher.page;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.inference.LaneStatus;
import io.weir.launcher.watch.Snapshot;
import org.jspecify.annotations.Nullable;

/** What the page gets of a run, as JSON. Immutable. */
public final class PageState {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String pipeline;
  private final String runner;
  private final String arrival;

  /**
   * For a run.
   *
   * @param pipeline the application's name
   * @param runner the runner's name
   * @param arrival how events are answered
   */
  public PageState(String pipeline, String runner, String arrival) {
    this.pipeline = pipeline;
    this.runner = runner;
    this.arrival = arrival;
  }

  /**
   * The run as it is.
   *
   * @param phase a word or two: {@code running}, {@code warming up} or {@code ended}
   */
  public String toJson(Snapshot snapshot, String phase) {
    try {
      ObjectNode state = JSON.createObjectNode();
      state.put("pipeline", pipeline);
      state.put("runner", runner);
      state.put("arrival", arrival);
      state.put("phase", phase);
      state.set("summary", JSON.readTree(snapshot.summary().toJson()));
      state.put("missing", snapshot.summary().missing());
      ArrayNode seconds = state.putArray("seconds");
      for (Snapshot.Second second : snapshot.seconds()) {
        seconds(seconds.addObject(), second);
      }
      ArrayNode decisions = state.putArray("decisions");
      for (Snapshot.Decision decision : snapshot.decisions()) {
        ObjectNode node = decisions.addObject();
        node.put("number", decision.number());
        node.put("entity", decision.entity());
        node.set("action", JSON.readTree(decision.json()));
      }
      ArrayNode lanes = state.putArray("lanes");
      for (Snapshot.LaneFigures lane : snapshot.lanes()) {
        ObjectNode node = lanes.addObject();
        node.put("name", lane.name());
        node.put("answers", lane.answers());
        node.put("degraded", lane.degraded());
        put(node, "p99", lane.p99Millis());
      }
      ArrayNode models = state.putArray("models");
      for (LaneStatus model : LaneStatus.ofProcess()) {
        ObjectNode node = models.addObject();
        node.put("name", model.name());
        node.put("lane", model.lane());
        node.put("version", model.version());
        node.put("calls", model.calls());
        node.put("failed_calls", model.failedCalls());
        node.put("rows", model.rows());
        node.put("circuit", model.circuit());
      }
      state.set("reasons", JSON.valueToTree(snapshot.deadLettersByReason()));
      return JSON.writeValueAsString(state);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an action's JSON cannot be read", e);
    }
  }

  private static void seconds(ObjectNode node, Snapshot.Second second) {
    node.put("answers", second.answers());
    put(node, "p50", second.p50Millis());
    put(node, "p99", second.p99Millis());
  }

  private static void put(ObjectNode node, String name, @Nullable Long value) {
    if (value == null) {
      node.putNull(name);
    } else {
      node.put(name, value);
    }
  }
}
