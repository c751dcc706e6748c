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

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.Test;

public final class BreakerTest {
  private final AtomicLong nanos = new AtomicLong(17);
  private final Breaker breaker =
      new Breaker(
          Resilience.builder()
              .failuresToOpen(3)
              .openFor(Duration.ofSeconds(1), Duration.ofSeconds(3))
              .build(),
          nanos::get);

  @Test
  public void itOpensAfterThreeFailuresInARow() {
    fail(2);
    breaker.answered();
    fail(2);
    assertThat(breaker.admits(), is(true));

    fail(1);

    assertThat(breaker.state(), is(Breaker.State.OPEN));
    assertThat(breaker.admits(), is(false));
  }

  @Test
  public void afterItsTimeOneCallIsLetThroughAndItsSuccessClosesIt() {
    fail(3);
    pass(Duration.ofMillis(999));
    assertThat(breaker.admits(), is(false));
    pass(Duration.ofMillis(1));
    assertThat(breaker.admits(), is(true));
    assertThat(breaker.admits(), is(false));

    breaker.answered();

    assertThat(breaker.state(), is(Breaker.State.CLOSED));
    fail(2);
    assertThat(breaker.admits(), is(true));
  }

  @Test
  public void eachFailedProbeDoublesItsTimeUpToTheLongest() {
    fail(3);
    for (long seconds : new long[] {1, 2, 3, 3}) {
      pass(Duration.ofSeconds(seconds).minusNanos(1));
      assertThat(breaker.admits(), is(false));
      pass(Duration.ofNanos(1));
      assertThat(breaker.admits(), is(true));
      fail(1);
    }
  }

  @Test
  public void jitterCutsEachPauseAndNotWhatItGrowsTo() {
    Breaker many =
        new Breaker(
            Resilience.builder()
                .failuresToOpen(1)
                .openFor(Duration.ofSeconds(1), Duration.ofSeconds(3))
                .build(),
            nanos::get,
            pause -> pause / 4);
    many.unanswered();
    for (long millis : new long[] {250, 500, 750, 750}) {
      pass(Duration.ofMillis(millis).minusNanos(1));
      assertThat(many.admits(), is(false));
      pass(Duration.ofNanos(1));
      assertThat(many.admits(), is(true));
      many.unanswered();
    }
  }

  @Test
  public void aPoisonedBatchThatIsHalvedToItsOneBadRowDoesNotOpenIt() {
    for (int batch = 0; batch < 50; batch++) {
      // 64, 32, 16, 8, 4, 2, 1 fail, then the other halves are answered.
      for (int call = 0; call < 7; call++) {
        breaker.broken();
      }
      for (int call = 0; call < 6; call++) {
        breaker.answered();
      }
    }
    assertThat(breaker.state(), is(Breaker.State.CLOSED));
  }

  @Test
  public void aModelThatFailsOnNearlyEverythingOpensIt() {
    for (int call = 0; call < 5; call++) {
      breaker.answered();
    }
    for (int call = 0; call < 14; call++) {
      breaker.broken();
    }
    assertThat(breaker.state(), is(Breaker.State.CLOSED));

    breaker.broken();

    assertThat(breaker.state(), is(Breaker.State.OPEN));
  }

  @Test
  public void aProbeThatIsGivenUpSaysNothingAndOneThatNeverEndsIsFollowedByAnother() {
    fail(3);
    pass(Duration.ofSeconds(1));
    assertThat(breaker.admits(), is(true));
    breaker.givenUp();
    assertThat(breaker.state(), is(Breaker.State.OPEN));
    pass(Duration.ofSeconds(1));
    assertThat(breaker.admits(), is(true));
    pass(Duration.ofSeconds(9));
    assertThat(breaker.admits(), is(false));
    pass(Duration.ofSeconds(1));
    assertThat(breaker.admits(), is(true));
  }

  private void fail(int times) {
    for (int call = 0; call < times; call++) {
      breaker.unanswered();
    }
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }
}
