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
package io.weir.pipelines.fraud.source;

import io.weir.pipelines.EventSource;
import io.weir.pipelines.SourceEvent;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A source that ends where its time reaches the present. */
final class UntilPresent implements EventSource {
  private final EventSource source;
  private final long presentMillis;

  UntilPresent(EventSource source, long presentMillis) {
    this.source = source;
    this.presentMillis = presentMillis;
  }

  @Override
  public @Nullable SourceEvent next() throws IOException {
    SourceEvent event = source.next();
    return event == null || event.sourceTimeMillis() > presentMillis ? null : event;
  }

  @Override
  public void close() throws IOException {
    source.close();
  }
}
