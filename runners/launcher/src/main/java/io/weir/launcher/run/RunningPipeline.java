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
package io.weir.launcher.run;

import org.jspecify.annotations.Nullable;

/** A pipeline that a {@link LocalRunner} started. */
public interface RunningPipeline extends AutoCloseable {

  /** Where it stands. */
  enum State {
    /** It works. */
    RUNNING,
    /** All its sources reached their end, and everything is processed. */
    FINISHED,
    /** It gave up; see {@link RunningPipeline#failure}. */
    FAILED,
    /** Somebody stopped it. */
    CANCELLED
  }

  /** Where it stands now; does not wait. */
  State state();

  /** Why it failed, if it did. */
  @Nullable Throwable failure();

  /** Cancels it if it still works, and frees what it holds; waits for that, bounded. */
  @Override
  void close();
}
