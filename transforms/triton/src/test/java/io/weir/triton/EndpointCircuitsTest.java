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
package io.weir.triton;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import com.pholser.junit.quickcheck.Property;
import com.pholser.junit.quickcheck.runner.JUnitQuickcheck;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongUnaryOperator;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;

/** Endpoints that fail and heal in virtual time. */
@RunWith(JUnitQuickcheck.class)
public final class EndpointCircuitsTest {
  private static final List<String> TWO = List.of("a", "b");

  @Rule public final LogLines log = new LogLines(EndpointCircuits.class);

  private final AtomicLong nanos = new AtomicLong();
  private EndpointCircuits circuits = circuits(LongUnaryOperator.identity());

  private EndpointCircuits circuits(LongUnaryOperator jitter) {
    return new EndpointCircuits("fraud", nanos::get, jitter);
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  private Attempt attempt(List<String> reachable, @Nullable String avoided) {
    Attempt attempt = new Attempt(circuits, avoided, () -> {});
    attempt.choose(reachable, false);
    return attempt;
  }

  private String next() {
    return TWO.get(circuits.choose(TWO, false, null).at());
  }

  private void sicken(String endpoint) {
    for (int call = 0; call < 3; call++) {
      circuits.unanswered(endpoint);
    }
  }

  @Test
  public void wellEndpointsAreAskedInTurn() {
    assertThat(List.of(next(), next(), next(), next()), contains("a", "b", "a", "b"));
  }

  @Test
  public void oneThatFailsForEverGetsThreeCallsAndThenOneAfterEachGrowingPause() {
    List<Long> askedAt = new ArrayList<>();
    int answered = 0;
    for (int call = 0; call < 12_000; call++) {
      pass(Duration.ofMillis(5));
      Attempt attempt = attempt(TWO, null);
      if ("a".equals(attempt.endpoint())) {
        askedAt.add(TimeUnit.NANOSECONDS.toSeconds(nanos.get()));
        attempt.unanswered();
      } else {
        attempt.answered();
        answered++;
      }
      attempt.cancel(false);
    }
    // Open for 1, 2, 4, 8, 15, 15 seconds.
    assertThat(askedAt, contains(0L, 0L, 0L, 1L, 3L, 7L, 15L, 30L, 45L));
    assertThat(answered, is(12_000 - askedAt.size()));
  }

  @Test
  public void itIsBackInTurnWhenItsProbeIsAnsweredAndThatIsLogged() {
    sicken("a");
    assertThat(List.of(next(), next(), next()), contains("b", "b", "b"));
    pass(Duration.ofSeconds(1));
    while (!next().equals("a")) {
      // Its turn comes within two calls.
    }
    assertThat("one probe at a time", List.of(next(), next(), next()), contains("b", "b", "b"));

    circuits.answered("a");

    assertThat(List.of(next(), next(), next(), next()), contains("a", "b", "a", "b"));
    assertThat(
        log.lines(),
        contains(
            "WARNING Model fraud: endpoint a is left out after failed calls",
            "INFO Model fraud: endpoint a answers and is back in turn"));
  }

  @Test
  public void pausesAreCutAtRandomByUpToAHalf() {
    for (int trial = 0; trial < 100; trial++) {
      circuits = circuits(EndpointCircuits::cut);
      sicken("a");
      pass(Duration.ofMillis(499));
      assertThat(next() + next(), is("bb"));
      pass(Duration.ofMillis(501));
      assertThat(next() + next(), containsString("a"));
    }
  }

  @Test
  public void theShareOfOneThatIsLeftOutGoesToAllOthersAlike() {
    List<String> four = List.of("a", "b", "c", "d");
    sicken("b");
    int[] asked = new int[4];
    for (int call = 0; call < 300; call++) {
      asked[circuits.choose(four, false, null).at()]++;
    }
    assertThat(asked, is(new int[] {100, 0, 100, 100}));
  }

  @Test
  public void whereAllAreSickAllAreAskedInTurnAndTheFirstThatAnswersIsPreferred() {
    sicken("a");
    sicken("b");
    assertThat(List.of(next(), next(), next(), next()), contains("a", "b", "a", "b"));

    circuits.answered("b");

    assertThat(List.of(next(), next(), next()), contains("b", "b", "b"));
  }

  @Test
  public void aSecondCallGoesElsewhereUnlessNoOtherIsWell() {
    for (int call = 0; call < 5; call++) {
      assertThat(attempt(TWO, "a").endpoint(), is("b"));
      assertThat(attempt(TWO, "b").endpoint(), is("a"));
    }
    sicken("a");
    assertThat(attempt(TWO, "b").endpoint(), is("b"));
    sicken("b");
    assertThat(attempt(TWO, "b").endpoint(), is("a"));
  }

  @Test
  public void aSecondCallIsNoProbeWhereAnotherIsWell() {
    List<String> three = List.of("a", "b", "c");
    sicken("a");
    pass(Duration.ofMinutes(1));
    for (int call = 0; call < 5; call++) {
      assertThat(attempt(three, "b").endpoint(), is("c"));
    }
  }

  @Test
  public void aSickOneIsNotAskedWhileAnotherIsBeingConnected() {
    List<String> alone = List.of("a");
    assertThat(circuits.choose(alone, true, null).at(), is(0));
    sicken("a");
    assertThat(circuits.choose(alone, true, null).at(), is(Placement.WAIT));
    assertThat(circuits.choose(alone, false, null).at(), is(0));
  }

  @Test
  public void theOnlyOneThatCanBeReachedIsNotJudged() {
    for (int call = 0; call < 30; call++) {
      Attempt attempt = attempt(List.of("a"), null);
      attempt.unanswered();
      attempt.broken();
    }
    assertThat(circuits.isClosed("a"), is(true));
    assertThat(log.lines().isEmpty(), is(true));
  }

  @Test
  public void aChoiceWhoseConnectionIsLostIsMadeAnew() {
    Attempt attempt = new Attempt(circuits, null, () -> {});
    assertThat(attempt.choose(TWO, false), is(0));
    assertThat(attempt.choose(List.of("b", "a"), false), is(1));
    assertThat(attempt.choose(List.of("b", "c"), false), is(1));
    assertThat(attempt.endpoint(), is("c"));
  }

  @Test
  public void aProbeWhoseConnectionIsLostDoesNotKeepOthersFromProbing() {
    sicken("a");
    pass(Duration.ofSeconds(1));
    Attempt probe = attempt(TWO, null);
    while (!probe.isProbe()) {
      probe = attempt(TWO, null);
    }
    probe.choose(List.of("b", "c"), false);
    pass(Duration.ofSeconds(1));

    assertThat(next() + next(), containsString("a"));
    probe.cancel(false);
  }

  @Property(trials = 40)
  public void whateverFailsAWellEndpointGetsAllButABoundedNumberOfCalls(long seed) {
    Random random = new Random(seed);
    nanos.set(random.nextLong());
    circuits = circuits(pause -> pause - (long) (random.nextDouble() * pause / 2));
    int count = 2 + random.nextInt(4);
    String[] names = new String[count];
    Arrays.setAll(names, at -> "endpoint-" + at);
    List<String> reachable = List.of(names);
    boolean[] sick = new boolean[count];
    int[] changes = new int[count];
    int[] failed = new int[count];
    List<Attempt> running = new ArrayList<>();
    List<Attempt> probes = new ArrayList<>();
    int most = 1 + random.nextInt(8);
    Duration step = Duration.ofMillis(20);
    int steps = 3_000;
    for (int now = 0; now < steps; now++) {
      pass(step);
      int changed = 1 + random.nextInt(count - 1);
      if (random.nextInt(400) == 0) {
        // The first stays well.
        sick[changed] = !sick[changed];
        changes[changed]++;
      }
      if (running.size() < most) {
        Attempt attempt = attempt(reachable, random.nextInt(5) == 0 ? names[changed] : null);
        if (attempt.isProbe()) {
          assertThat("probes already", probes.stream().anyMatch(same(attempt)), is(false));
          probes.add(attempt);
        }
        running.add(attempt);
      }
      while (running.size() >= most || (!running.isEmpty() && random.nextBoolean())) {
        Attempt attempt = running.remove(random.nextInt(running.size()));
        int at = at(attempt);
        probes.remove(attempt);
        if (sick[at]) {
          failed[at]++;
          attempt.unanswered();
        } else {
          attempt.answered();
          // It is closed now: what probed it is a call as any other.
          probes.removeIf(same(attempt));
        }
        attempt.cancel(false);
      }
    }
    for (int at = 1; at < count; at++) {
      // Each time that it fell sick: three in a row, what was with it then, probes while the pauses
      // grow from half a second, and then one each seven and a half seconds.
      int longest = (int) (step.multipliedBy(steps).toMillis() / 7_500) + 1;
      int bound = (changes[at] + 1) * (3 + most + 5) + longest;
      assertThat("failed calls of " + names[at], failed[at], is(lessThanOrEqualTo(bound)));
    }
    Arrays.fill(sick, false);
    running.forEach(attempt -> attempt.cancel(false));
    for (int call = 0; call < 100 * count; call++) {
      pass(Duration.ofMillis(500));
      attempt(reachable, null).answered();
    }
    int[] share = new int[count];
    for (int call = 0; call < 10 * count; call++) {
      share[circuits.choose(reachable, false, null).at()]++;
    }
    for (int calls : share) {
      assertThat(calls, is(10));
    }
  }

  private static Predicate<Attempt> same(Attempt attempt) {
    return other -> at(other) == at(attempt);
  }

  private static int at(Attempt attempt) {
    String endpoint = attempt.endpoint();
    if (endpoint == null) {
      throw new AssertionError("no endpoint was chosen");
    }
    return Integer.parseInt(endpoint.substring(endpoint.indexOf('-') + 1));
  }
}
