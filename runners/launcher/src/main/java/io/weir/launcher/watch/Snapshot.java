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
package io.weir.launcher.watch;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a person wants to see of a run that goes on. Immutable. */
public final class Snapshot {
  private final Summary summary;
  private final List<Second> seconds;
  private final List<Decision> decisions;
  private final List<LaneFigures> lanes;
  private final Map<String, Long> deadLettersByReason;

  Snapshot(
      Summary summary,
      List<Second> seconds,
      List<Decision> decisions,
      List<LaneFigures> lanes,
      Map<String, Long> deadLettersByReason) {
    this.summary = summary;
    this.seconds = List.copyOf(seconds);
    this.decisions = List.copyOf(decisions);
    this.lanes = List.copyOf(lanes);
    this.deadLettersByReason = Map.copyOf(deadLettersByReason);
  }

  /** The figures so far. */
  public Summary summary() {
    return summary;
  }

  /** The last whole seconds, at most 120, oldest first. */
  public List<Second> seconds() {
    return seconds;
  }

  /** The last first actions, at most 40, newest first. */
  public List<Decision> decisions() {
    return decisions;
  }

  /** The lanes that answered, in the order of their names. */
  public List<LaneFigures> lanes() {
    return lanes;
  }

  /** How many records became dead letters, by reason. */
  public Map<String, Long> deadLettersByReason() {
    return deadLettersByReason;
  }

  /** One second of a run. */
  public static final class Second {
    private final long answers;
    private final @Nullable Long p50Millis;
    private final @Nullable Long p99Millis;

    Second(long answers, @Nullable Long p50Millis, @Nullable Long p99Millis) {
      this.answers = answers;
      this.p50Millis = p50Millis;
      this.p99Millis = p99Millis;
    }

    /** How many first actions were read in it. */
    public long answers() {
      return answers;
    }

    /** Like {@link Summary#p50Millis}, of this second. */
    public @Nullable Long p50Millis() {
      return p50Millis;
    }

    /** Like {@link Summary#p99Millis}, of this second. */
    public @Nullable Long p99Millis() {
      return p99Millis;
    }
  }

  /** What one lane answered. */
  public static final class LaneFigures {
    private final String name;
    private final long answers;
    private final long degraded;
    private final @Nullable Long p99Millis;

    LaneFigures(String name, long answers, long degraded, @Nullable Long p99Millis) {
      this.name = name;
      this.answers = answers;
      this.degraded = degraded;
      this.p99Millis = p99Millis;
    }

    /** The lane's label. */
    public String name() {
      return name;
    }

    /** First actions that it gave. */
    public long answers() {
      return answers;
    }

    /** Those of them that another lane should have given. */
    public long degraded() {
      return degraded;
    }

    /** Like {@link Summary#p99Millis}, of this lane. */
    public @Nullable Long p99Millis() {
      return p99Millis;
    }
  }

  /** One first action. */
  public static final class Decision {
    private final long number;
    private final String entity;
    private final String json;

    Decision(long number, String entity, String json) {
      this.number = number;
      this.entity = entity;
      this.json = json;
    }

    /** Which of the run's first actions it is, from 1. */
    public long number() {
      return number;
    }

    /** Whose event it was. */
    public String entity() {
      return entity;
    }

    /** The action as one line of JSON. */
    public String json() {
      return json;
    }
  }
}
