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
package io.weir.matrix;

import io.weir.harness.Invariant;
import io.weir.inference.SharedModels;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** No model stays open in this process once a run has ended. */
public final class ModelsClosed implements Invariant {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

  /** Used by {@code ServiceLoader}. */
  public ModelsClosed() {}

  @Override
  public @Nullable String violation() {
    // Workers end a little after their run.
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (SharedModels.ofProcess().openModels() > 0 && System.nanoTime() - end < 0) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
    }
    int open = SharedModels.ofProcess().openModels();
    return open == 0 ? null : open + " models are still open after the run";
  }
}
