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
package io.weir.inference;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Announces what a test says, to all that listen. */
final class FakeAnnouncements implements ModelAnnouncements {
  static final String AWAY = "away";

  private static final long serialVersionUID = 1L;
  private static final AtomicReference<@Nullable String> SAID = new AtomicReference<>();
  private static final AtomicInteger LISTENERS = new AtomicInteger();

  static void says(@Nullable String folder) {
    SAID.set(folder);
  }

  static int listeners() {
    return LISTENERS.get();
  }

  @Override
  public String id() {
    return "the test";
  }

  @Override
  public Listener listen() {
    LISTENERS.incrementAndGet();
    return new Listener() {
      @Override
      public Optional<String> latest() throws IOException {
        String said = SAID.get();
        if (AWAY.equals(said)) {
          throw new IOException("the line is dead");
        }
        return Optional.ofNullable(said);
      }

      @Override
      public void close() {
        LISTENERS.decrementAndGet();
      }
    };
  }
}
