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
package io.weir.harness;

import io.weir.harness.fault.Fault;
import java.util.EnumSet;
import java.util.Set;

/** What a test may need of a runner. */
public enum Capability {
  /**
   * Elements flow. A runner without it has graphs translated and no more: its quiet cells show that
   * a graph is understood, and a test that needs this is left out there.
   */
  EXECUTION,

  /** Keyed state of a DoFn. */
  STATE,

  /** Timers in event time. */
  EVENT_TIME_TIMERS,

  /** Timers in processing time. */
  PROCESSING_TIME_TIMERS,

  /** Streams whose watermark moves on while elements come. */
  WATERMARKS,

  /** Elements of a key come to a step in the order in which the step before gave them. */
  KEY_ORDER,

  /** Failures are answered by going back to a checkpoint. */
  RESTORED_CHECKPOINTS,

  /** Workers that are processes of their own, and may be killed. */
  WORKER_PROCESSES,

  /** Savepoints that another parallelism starts from. */
  RESCALED_SAVEPOINTS;

  /** What a fault needs; a quiet run needs nothing of its own, not even that elements flow. */
  static Set<Capability> of(Fault fault) {
    switch (fault) {
      case NONE:
        return EnumSet.noneOf(Capability.class);
      case WORKER_KILLED:
        return EnumSet.of(EXECUTION, WORKER_PROCESSES);
      case RESCALED:
        return EnumSet.of(EXECUTION, RESCALED_SAVEPOINTS);
      case AFTER_CHECKPOINT:
      case ELEMENT:
      case FINISH_BUNDLE:
      case TIMER:
      case SNAPSHOT:
        return EnumSet.of(EXECUTION, RESTORED_CHECKPOINTS);
    }
    throw new AssertionError(fault);
  }
}
