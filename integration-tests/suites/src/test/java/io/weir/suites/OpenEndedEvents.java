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
package io.weir.suites;

import io.weir.pipelines.EventSource;
import io.weir.pipelines.SourceEvent;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The first events of a source: it ends when it is told to, and then says how many they were, so
 * that the same can be had again.
 */
final class OpenEndedEvents implements EventSource {
  private final EventSource events;
  private final long limit;
  private volatile long given;
  private volatile long primary;
  private volatile boolean over;

  private OpenEndedEvents(EventSource events, long limit) {
    this.events = events;
    this.limit = limit;
  }

  /** Ends when it is told to. */
  static OpenEndedEvents of(EventSource events) {
    return new OpenEndedEvents(events, Long.MAX_VALUE);
  }

  /** Ends after so many events of all topics. */
  static OpenEndedEvents of(EventSource events, long limit) {
    return new OpenEndedEvents(events, limit);
  }

  /** Gives no more. */
  void end() {
    over = true;
  }

  /** How many it gave, of all topics. */
  long given() {
    return given;
  }

  /** How many of them are primary. */
  long primary() {
    return primary;
  }

  // The counters have one writer, the thread that asks for events.
  @SuppressWarnings("NonAtomicVolatileUpdate")
  @Override
  public @Nullable SourceEvent next() throws IOException {
    SourceEvent event = over || given >= limit ? null : events.next();
    if (event != null) {
      given++;
      if (event.primary()) {
        primary++;
      }
    }
    return event;
  }

  @Override
  public void close() throws IOException {
    events.close();
  }
}
