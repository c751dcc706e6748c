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
package io.weir.harness.process;

/** A checkpoint that a job completed, as Flink reports it. */
public final class CompletedCheckpoint {
  private final long id;
  private final long triggeredMillis;
  private final String path;

  CompletedCheckpoint(long id, long triggeredMillis, String path) {
    this.id = id;
    this.triggeredMillis = triggeredMillis;
    this.path = path;
  }

  /** Its number, from 1; 0 where there is none yet. */
  public long id() {
    return id;
  }

  /** When it began, by the clock of this machine, in milliseconds since the epoch. */
  public long triggeredMillis() {
    return triggeredMillis;
  }

  /** Where it lies, as a URI; empty where there is none. */
  public String path() {
    return path;
  }

  @Override
  public String toString() {
    return "checkpoint " + id;
  }
}
