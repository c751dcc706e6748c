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
package io.weir.launcher.testing;

import static com.google.common.base.Preconditions.checkArgument;

import io.weir.pipelines.ActionView;

/** The answer to a question. */
final class EchoAnswer implements ActionView {
  private final String eventId;
  private final String decision;

  private EchoAnswer(String eventId, String decision) {
    this.eventId = eventId;
    this.decision = decision;
  }

  static EchoAnswer parse(String text) {
    int blank = text.indexOf(' ');
    checkArgument(blank > 0, "no answer: %s", text);
    return new EchoAnswer(text.substring(0, blank), text.substring(blank + 1));
  }

  @Override
  public String eventId() {
    return eventId;
  }

  @Override
  public long eventTimeMillis() {
    return Questions.timeOf(Long.parseLong(eventId.substring(1)));
  }

  @Override
  public String entity() {
    return "who";
  }

  @Override
  public String decision() {
    return decision;
  }

  @Override
  public double score() {
    return 0.5;
  }

  @Override
  public String modelVersion() {
    return "1";
  }

  @Override
  public String lane() {
    return "embedded";
  }

  @Override
  public boolean degraded() {
    return false;
  }

  @Override
  public String toJson(long scoredTimeMillis) {
    return "{\"event_id\":\""
        + eventId
        + "\",\"decision\":\""
        + decision
        + "\",\"model\":\"echo\",\"model_version\":\"1\",\"scored_time\":"
        + scoredTimeMillis
        + "}";
  }
}
