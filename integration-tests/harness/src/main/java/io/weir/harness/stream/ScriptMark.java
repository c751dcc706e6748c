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

import io.weir.harness.fault.FaultPlan;
import org.apache.beam.sdk.io.UnboundedSource;
import org.jspecify.annotations.Nullable;

/** How far a split was read: everything before {@link #position} was given. */
final class ScriptMark implements UnboundedSource.CheckpointMark {
  private final int position;
  private final @Nullable FaultPlan toArm;

  /**
   * @param toArm what may happen once this mark is in a completed checkpoint; null if nothing
   */
  ScriptMark(int position, @Nullable FaultPlan toArm) {
    this.position = position;
    this.toArm = toArm;
  }

  int position() {
    return position;
  }

  @Override
  public void finalizeCheckpoint() {
    if (toArm != null) {
      toArm.arm();
    }
  }
}
