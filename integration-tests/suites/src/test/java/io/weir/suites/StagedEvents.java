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
import org.jspecify.annotations.Nullable;

/** Events between which something happens: the writer waits until it has. */
final class StagedEvents implements EventSource {
  private final List<Stage> stages = new ArrayList<>();
  private final Iterator<SourceEvent> events;
  private int given;

  StagedEvents(List<SourceEvent> events) {
    this.events = events.iterator();
  }

  /** Does something before the event of that number, the first being 0. */
  StagedEvents before(int number, Step step) {
    stages.add(new Stage(number, step));
    return this;
  }

  @Override
  public @Nullable SourceEvent next() throws IOException {
    if (!stages.isEmpty() && stages.get(0).number <= given) {
      Step step = stages.remove(0).step;
      try {
        step.happen();
      } catch (Exception | AssertionError e) {
        throw new IOException("a step between the events failed: " + e.getMessage(), e);
      }
    }
    given++;
    return events.hasNext() ? events.next() : null;
  }

  @Override
  public void close() {}

  /** Something that happens. */
  interface Step {
    void happen() throws Exception;
  }

  private static final class Stage {
    final int number;
    final Step step;

    Stage(int number, Step step) {
      this.number = number;
      this.step = step;
    }
  }
}
