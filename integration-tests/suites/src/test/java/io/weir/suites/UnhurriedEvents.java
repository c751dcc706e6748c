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
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Past its middle it gives an event only now and then until the failures have happened. */
final class UnhurriedEvents implements EventSource {
  private static final Duration PAUSE = Duration.ofMillis(100);

  private final ListedEvents events;
  private int hurried;

  UnhurriedEvents(List<SourceEvent> events) {
    this.events = new ListedEvents(events);
    this.hurried = events.size() / 2;
  }

  @Override
  public @Nullable SourceEvent next() throws IOException {
    if (hurried > 0) {
      hurried--;
      return events.next();
    }
    try {
      RepeatedFailure.happened(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
    return events.next();
  }

  @Override
  public void close() {
    events.close();
  }
}
