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
package io.weir.harness.process;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.Assert.assertThrows;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.Test;

public class WaitingTest {

  @Test
  public void whatIsSeenWhenItIsRightIsTheResult() {
    AtomicInteger looks = new AtomicInteger();

    int seen = Waiting.until("three", Duration.ofMinutes(1), looks::incrementAndGet, n -> n == 3);

    assertThat(seen, is(3));
  }

  @Test
  public void theFailureSaysWhatWasSeenLast() {
    AssertionError error =
        assertThrows(
            AssertionError.class,
            () -> Waiting.until("green", Duration.ofMillis(120), () -> "red", "green"::equals));

    assertThat(error.getMessage(), is("no green within PT0.12S; last seen: red"));
  }

  @Test
  public void anExceptionIsSeenAndNeverRight() {
    AssertionError error =
        assertThrows(
            AssertionError.class,
            () ->
                Waiting.until(
                    "answer",
                    Duration.ofMillis(120),
                    () -> {
                      throw new IOException("nobody listens");
                    },
                    answer -> true));

    assertThat(error.getMessage(), containsString("nobody listens"));
  }

  @Test
  public void anErrorEndsTheWaitAtOnce() {
    AtomicInteger looks = new AtomicInteger();

    assertThrows(
        AssertionError.class,
        () ->
            Waiting.until(
                "answer",
                Duration.ofMinutes(1),
                () -> {
                  throw new AssertionError("dead after look " + looks.incrementAndGet());
                },
                answer -> true));

    assertThat(looks.get(), is(1));
  }
}
