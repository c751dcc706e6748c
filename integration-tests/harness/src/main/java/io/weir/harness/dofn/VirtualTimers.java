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
package io.weir.harness.dofn;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.runners.core.StateNamespace;
import org.apache.beam.runners.core.TimerInternals;
import org.apache.beam.sdk.state.TimeDomain;
import org.joda.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The timers of one key. As in Beam's runners a timer is due once its time has passed, and holds
 * the output watermark at its output timestamp until then. (Beam's InMemoryTimerInternals does not
 * serve: it ignores a timer that is set again for the same time with another output timestamp.)
 */
final class VirtualTimers implements TimerInternals {
  private final Clocks clocks;
  private final Violations violations;
  private final Map<List<Object>, TimerData> timers = new LinkedHashMap<>();

  VirtualTimers(Clocks clocks, Violations violations) {
    this.clocks = clocks;
    this.violations = violations;
  }

  Collection<TimerData> all() {
    return timers.values();
  }

  /** The one to fire first among those that are due; null if none is. */
  @Nullable TimerData due(TimeDomain domain) {
    Instant now = domain == TimeDomain.EVENT_TIME ? clocks.inputWatermark : clocks.processingTime;
    TimerData first = null;
    for (TimerData timer : timers.values()) {
      if (timer.getDomain() == domain
          && timer.getTimestamp().isBefore(now)
          && (first == null || timer.getTimestamp().isBefore(first.getTimestamp()))) {
        first = timer;
      }
    }
    return first;
  }

  void remove(TimerData timer) {
    timers.remove(key(timer.getNamespace(), timer.getTimerId(), timer.getTimerFamilyId()));
  }

  @Override
  public void setTimer(
      StateNamespace namespace,
      String timerId,
      String timerFamilyId,
      Instant target,
      Instant outputTimestamp,
      TimeDomain timeDomain) {
    if (clocks.isBehind(outputTimestamp)) {
      violations.add(
          Law.HOLD_IS_LATE,
          "timer %s is set with the output timestamp %s, but the output watermark is at %s",
          timerId,
          outputTimestamp.getMillis(),
          clocks.outputWatermark.getMillis());
    }
    restore(TimerData.of(timerId, timerFamilyId, namespace, target, outputTimestamp, timeDomain));
  }

  @Deprecated
  @Override
  public void setTimer(TimerData timer) {
    setTimer(
        timer.getNamespace(),
        timer.getTimerId(),
        timer.getTimerFamilyId(),
        timer.getTimestamp(),
        timer.getOutputTimestamp(),
        timer.getDomain());
  }

  void restore(TimerData timer) {
    timers.put(key(timer.getNamespace(), timer.getTimerId(), timer.getTimerFamilyId()), timer);
  }

  @Override
  public void deleteTimer(
      StateNamespace namespace, String timerId, String timerFamilyId, TimeDomain timeDomain) {
    timers.remove(key(namespace, timerId, timerFamilyId));
  }

  @Deprecated
  @Override
  public void deleteTimer(StateNamespace namespace, String timerId, String timerFamilyId) {
    timers.remove(key(namespace, timerId, timerFamilyId));
  }

  @Deprecated
  @Override
  public void deleteTimer(TimerData timer) {
    remove(timer);
  }

  private static List<Object> key(StateNamespace namespace, String id, String family) {
    return List.of(namespace, family, id);
  }

  @Override
  public Instant currentProcessingTime() {
    return clocks.processingTime;
  }

  @Override
  public Instant currentSynchronizedProcessingTime() {
    return clocks.processingTime;
  }

  @Override
  public Instant currentInputWatermarkTime() {
    return clocks.inputWatermark;
  }

  @Override
  public Instant currentOutputWatermarkTime() {
    return clocks.outputWatermark;
  }
}
