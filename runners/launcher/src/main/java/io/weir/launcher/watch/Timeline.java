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

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What was answered in each of the last seconds. Not safe for use by several threads. */
final class Timeline {
  private static final int SECONDS = 120;
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final Deque<Snapshot.Second> seconds = new ArrayDeque<>();
  private final Latencies current = new Latencies();
  private long startNanos;
  private long answers;

  Timeline(long nowNanos) {
    this.startNanos = nowNanos;
  }

  void answer(long nowNanos) {
    turn(nowNanos);
    answers++;
  }

  void latency(long millis) {
    current.record(millis);
  }

  /** The last whole seconds, oldest first. */
  List<Snapshot.Second> seconds(long nowNanos) {
    turn(nowNanos);
    return new ArrayList<>(seconds);
  }

  private void turn(long nowNanos) {
    if (nowNanos - startNanos > SECONDS * SECOND) {
      seconds.clear(); // Nobody looked for long, and nothing came: all of it is over.
      startNanos = nowNanos;
      answers = 0;
      current.reset();
    }
    while (nowNanos - startNanos >= SECOND) {
      seconds.addLast(new Snapshot.Second(answers, current.percentile(50), current.percentile(99)));
      if (seconds.size() > SECONDS) {
        seconds.removeFirst();
      }
      startNanos += SECOND;
      answers = 0;
      current.reset();
    }
  }
}
