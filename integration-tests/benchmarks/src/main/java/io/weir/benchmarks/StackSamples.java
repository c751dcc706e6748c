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

package io.weir.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import one.profiler.AsyncProfiler;
import one.profiler.Counter;
import org.jspecify.annotations.Nullable;

/**
 * Samples of the stacks of this process, native code included, one for each {@link
 * #INTERVAL_MICROS} of processor time of a thread. Written as collapsed stacks that start with the
 * thread's name.
 */
final class StackSamples implements AutoCloseable {
  static final int INTERVAL_MICROS = 1_000;

  private final @Nullable AsyncProfiler profiler;
  private final @Nullable Path file;
  private boolean running;

  private StackSamples(@Nullable AsyncProfiler profiler, @Nullable Path file) {
    this.profiler = profiler;
    this.file = file;
  }

  /** Starts to take samples; does nothing at all where there is no file. */
  static StackSamples into(@Nullable Path file) throws IOException {
    if (file == null) {
      return new StackSamples(null, null);
    }
    AsyncProfiler profiler = AsyncProfiler.getInstance();
    // A timer of the processor time of each thread: needs no rights of the kernel's profiler.
    profiler.execute("start,event=ctimer,threads,interval=" + INTERVAL_MICROS + "us");
    StackSamples samples = new StackSamples(profiler, file);
    samples.running = true;
    return samples;
  }

  /** Stops and writes the file. */
  void stop() throws IOException {
    if (profiler != null && file != null && running) {
      running = false;
      profiler.stop();
      Files.writeString(file, profiler.dumpCollapsed(Counter.SAMPLES));
    }
  }

  @Override
  public void close() {
    if (profiler != null && running) {
      running = false;
      profiler.stop();
    }
  }
}
