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
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A source over a list, to write the same events in other orders. */
final class ListedEvents implements EventSource {
  private final Iterator<SourceEvent> events;

  ListedEvents(List<SourceEvent> events) {
    this.events = events.iterator();
  }

  /** Everything that a source has, which is closed. */
  static List<SourceEvent> of(EventSource source) throws IOException {
    List<SourceEvent> events = new ArrayList<>();
    try (source) {
      for (SourceEvent event = source.next(); event != null; event = source.next()) {
        events.add(event);
      }
    }
    return events;
  }

  /**
   * The same events in another order: each is written as if its time were up to {@code
   * outOfOrdernessMillis} later.
   */
  static List<SourceEvent> shuffled(
      List<SourceEvent> events, long outOfOrdernessMillis, long seed) {
    Random random = new Random(seed);
    List<Delayed> delayed = new ArrayList<>();
    for (SourceEvent event : events) {
      delayed.add(
          new Delayed(
              event,
              event.sourceTimeMillis() + (long) (random.nextDouble() * outOfOrdernessMillis)));
    }
    delayed.sort((a, b) -> Long.compare(a.writtenMillis, b.writtenMillis));
    List<SourceEvent> shuffled = new ArrayList<>();
    delayed.forEach(entry -> shuffled.add(entry.event));
    return shuffled;
  }

  @Override
  public @Nullable SourceEvent next() {
    return events.hasNext() ? events.next() : null;
  }

  @Override
  public void close() {}

  private static final class Delayed {
    private final SourceEvent event;
    private final long writtenMillis;

    Delayed(SourceEvent event, long writtenMillis) {
      this.event = event;
      this.writtenMillis = writtenMillis;
    }
  }
}
