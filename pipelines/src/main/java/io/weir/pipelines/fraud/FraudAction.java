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

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.InvalidProtocolBufferException;
import io.weir.pipelines.ActionView;
import io.weir.proto.fraud.v1.Action;
import java.util.List;
import java.util.Locale;

/** An {@link Action}, read back from its topic. */
final class FraudAction implements ActionView {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Action action;

  private FraudAction(Action action) {
    this.action = action;
  }

  static FraudAction parse(byte[] value) {
    try {
      return new FraudAction(Action.parseFrom(value));
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("no Action: " + e.getMessage(), e);
    }
  }

  @Override
  public String eventId() {
    return action.getEventId();
  }

  @Override
  public long eventTimeMillis() {
    return action.getEventTimeMs();
  }

  @Override
  public String entity() {
    return action.getCardId();
  }

  @Override
  public String decision() {
    return action.getDecision().name().toLowerCase(Locale.ROOT);
  }

  @Override
  public double score() {
    return action.getScore();
  }

  @Override
  public String modelVersion() {
    return action.getModel() + " " + action.getModelVersion();
  }

  @Override
  public String lane() {
    return action.getLane();
  }

  @Override
  public boolean degraded() {
    return action.getDegraded();
  }

  @Override
  public String toJson(long scoredTimeMillis) {
    ObjectNode json = JSON.createObjectNode();
    json.put("event_id", action.getEventId());
    json.put("decision", decision());
    json.put("score", action.getScore());
    action.getReasonsList().forEach(json.putArray("reasons")::add);
    json.put("model", action.getModel());
    json.put("model_version", action.getModelVersion());
    json.put("lane", action.getLane());
    json.put("degraded", action.getDegraded());
    json.put("late", action.getLate());
    if (!action.getAssignment().isEmpty()) {
      json.put("assignment", action.getAssignment());
    }
    json.put("card_id", action.getCardId());
    json.put("terminal_id", action.getTerminalId());
    json.put("event_time", action.getEventTimeMs());
    json.put("features_hash", String.format("%016x", action.getFeaturesHash()));
    ObjectNode features = json.putObject("features");
    List<String> names = FraudFeatures.SET.names();
    for (int i = 0; i < action.getFeaturesCount() && i < names.size(); i++) {
      features.put(names.get(i), action.getFeatures(i));
    }
    if (scoredTimeMillis >= 0) {
      json.put("scored_time", scoredTimeMillis);
    } else {
      json.putNull("scored_time");
    }
    try {
      return JSON.writeValueAsString(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values can always be written", e);
    }
  }
}
