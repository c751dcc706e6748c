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
package io.weir.harness.fault;

/**
 * What goes wrong in a run, once. All but the kills are carried out by the sources and sinks that
 * the harness puts around a graph, so that the graph is the one that runs in production.
 */
public enum Fault {
  /** Nothing. */
  NONE,

  /**
   * The first element behind a completed checkpoint fails. The source waits for that checkpoint, so
   * that state is restored and what came since is replayed, for certain.
   */
  AFTER_CHECKPOINT,

  /** An element, chosen by the seed, fails: before or after a checkpoint, as it happens. */
  ELEMENT,

  /** A bundle behind the graph fails when it is finished, behind a completed checkpoint. */
  FINISH_BUNDLE,

  /** An event-time timer behind the graph fails, behind a completed checkpoint. */
  TIMER,

  /** A snapshot of the source fails, behind a completed checkpoint. */
  SNAPSHOT,

  /** A process that runs tasks is killed, behind a completed checkpoint. */
  WORKER_KILLED,

  /**
   * Stopped with a savepoint, behind a completed checkpoint, and started from it with another
   * parallelism.
   */
  RESCALED;

  /** Whether the source must wait, once, for a checkpoint that is complete. */
  public boolean needsCheckpoint() {
    return this != NONE && this != ELEMENT;
  }

  /**
   * Whether what runs the graph carries it out. The source then gives a few elements behind that
   * checkpoint, says that it is time, and keeps the others until it has happened.
   */
  public boolean comesFromOutside() {
    return this == WORKER_KILLED || this == RESCALED;
  }
}
