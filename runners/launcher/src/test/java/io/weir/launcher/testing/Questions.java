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
package io.weir.launcher.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.weir.pipelines.EventSource;
import io.weir.pipelines.SourceEvent;
import org.jspecify.annotations.Nullable;

/**
 * So many questions, ten minutes of source time apart, and after every fifth a hint. Each {@value
 * #BROKEN_EACH}th cannot be read.
 */
public final class Questions implements EventSource {
  /** Of so many questions the last cannot be read. */
  public static final long BROKEN_EACH = 20;

  private static final long INTERVAL_MILLIS = 600_000;
  private static final long START_MILLIS = 1_704_067_200_000L;

  private final long questions;
  private long next;
  private boolean hintDue;
  private boolean closed;

  /** That many questions. */
  public Questions(long questions) {
    this.questions = questions;
  }

  /** When a question is asked. */
  public static long timeOf(long number) {
    return START_MILLIS + number * INTERVAL_MILLIS;
  }

  /** Whether somebody closed it. */
  public boolean closed() {
    return closed;
  }

  @Override
  public @Nullable SourceEvent next() {
    if (hintDue) {
      hintDue = false;
      return event("hints", "h" + (next - 1) + " hint", next - 1, false);
    }
    if (next == questions) {
      return null;
    }
    long number = next++;
    hintDue = number % 5 == 4;
    String text = number % BROKEN_EACH == BROKEN_EACH - 1 ? "broken" : "q" + number + " pass";
    return event("questions", text, number, true);
  }

  private static SourceEvent event(String topic, String text, long number, boolean primary) {
    byte[] key = ("k" + number % 7).getBytes(UTF_8);
    return new SourceEvent(topic, key, text.getBytes(UTF_8), timeOf(number), primary);
  }

  @Override
  public void close() {
    closed = true;
  }
}
