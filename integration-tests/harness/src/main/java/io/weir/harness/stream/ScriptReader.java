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
package io.weir.harness.stream;

import io.weir.harness.fault.Fault;
import io.weir.harness.fault.FaultPlan;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.TimeUnit;
import org.apache.beam.sdk.io.UnboundedSource;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.joda.time.Instant;
import org.jspecify.annotations.Nullable;

/** Reads one split. Says that there is no element at every move of the watermark and pause. */
final class ScriptReader<T> extends UnboundedSource.UnboundedReader<T> {
  private final ScriptSource<T> source;
  private final List<Step> steps;
  private final FaultPlan plan;
  private final int checkpointAt;
  private int position;
  private int inBundle;
  private Instant watermark = BoundedWindow.TIMESTAMP_MIN_VALUE;
  private long pauseEndNanos;
  private boolean paused;
  private @Nullable T current;
  private Instant timestamp = BoundedWindow.TIMESTAMP_MIN_VALUE;

  ScriptReader(ScriptSource<T> source, List<Step> steps, int position) {
    this.source = source;
    this.steps = steps;
    this.plan = source.plan();
    this.position = position;
    this.checkpointAt = checkpointIn(steps);
    for (Step step : steps.subList(0, position)) {
      if (step.kind() == Step.Kind.WATERMARK) {
        watermark = Instant.ofEpochMilli(step.millis());
      }
    }
  }

  private static int checkpointIn(List<Step> steps) {
    for (int at = 0; at < steps.size(); at++) {
      if (steps.get(at).kind() == Step.Kind.CHECKPOINT) {
        return at;
      }
    }
    return Integer.MAX_VALUE;
  }

  @Override
  public boolean start() {
    return advance();
  }

  @Override
  public boolean advance() {
    current = null;
    if (position >= steps.size()) {
      return false;
    }
    if (inBundle >= source.bundle()) {
      inBundle = 0;
      return false;
    }
    Step step = steps.get(position);
    switch (step.kind()) {
      case ELEMENT:
        position++;
        inBundle++;
        current = Script.decode(source.getOutputCoder(), step.element());
        timestamp = Instant.ofEpochMilli(step.millis());
        return true;
      case WATERMARK:
        position++;
        watermark = Instant.ofEpochMilli(step.millis());
        return false;
      case PAUSE:
        if (hasPaused(step)) {
          position++;
        }
        return false;
      case CHECKPOINT:
        if (plan.isArmed()) {
          position++;
        }
        return false;
      case FAULT:
        plan.due();
        if (plan.hasHappened()) {
          position++;
        }
        return false;
    }
    throw new AssertionError(step.kind());
  }

  private boolean hasPaused(Step pause) {
    if (!paused) {
      paused = true;
      pauseEndNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(pause.millis());
    }
    if (System.nanoTime() - pauseEndNanos < 0) {
      return false;
    }
    paused = false;
    return true;
  }

  @Override
  public T getCurrent() {
    if (current == null) {
      throw new NoSuchElementException();
    }
    return current;
  }

  @Override
  public Instant getCurrentTimestamp() {
    if (current == null) {
      throw new NoSuchElementException();
    }
    return timestamp;
  }

  @Override
  public Instant getWatermark() {
    return position >= steps.size() && current == null
        ? BoundedWindow.TIMESTAMP_MAX_VALUE
        : watermark;
  }

  @Override
  public UnboundedSource.CheckpointMark getCheckpointMark() {
    if (position >= checkpointAt && plan.strikes(Fault.SNAPSHOT)) {
      throw plan.failure();
    }
    return new ScriptMark(position, position == checkpointAt ? plan : null);
  }

  @Override
  public UnboundedSource<T, ?> getCurrentSource() {
    return source;
  }

  @Override
  public void close() {}
}
