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

import io.weir.inference.Breaker;
import io.weir.inference.Resilience;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;
import java.util.function.LongSupplier;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which endpoint a call of one model goes to: to those whose circuits are closed in turn, to one
 * that failed once its pause is over, by one call at a time. Circuits follow the rules of {@link
 * Resilience#standard()}, each pause cut by a random part of up to a half, so that the processes of
 * a pipeline do not look at the same time.
 *
 * <p>They only say which endpoint is better than another. Where none is left, all are asked in turn
 * as if none had failed: whether the model is asked at all is for its own circuit to say, and two
 * circuits in series would wait for each other.
 *
 * <p>Safe for use by several threads; nothing here waits.
 */
final class EndpointCircuits {
  private static final Logger LOG = LoggerFactory.getLogger(EndpointCircuits.class);
  private static final int MOST_REMEMBERED = 256;

  private final String model;
  private final LongSupplier nanos;
  private final LongUnaryOperator jitter;
  private final ConcurrentMap<String, Circuit> circuits = new ConcurrentHashMap<>();
  private final AtomicInteger turn = new AtomicInteger();

  EndpointCircuits(String model) {
    this(model, System::nanoTime, EndpointCircuits::cut);
  }

  /** A pause less a random part of up to a half. */
  static long cut(long pause) {
    return pause - ThreadLocalRandom.current().nextLong(pause / 2 + 1);
  }

  /**
   * The same in another time.
   *
   * @param model names the model in messages
   * @param nanos nanoseconds from any beginning
   * @param jitter what becomes of a pause, in nanoseconds
   */
  EndpointCircuits(String model, LongSupplier nanos, LongUnaryOperator jitter) {
    this.model = model;
    this.nanos = nanos;
    this.jitter = jitter;
  }

  /**
   * Chooses for a call, which then says how it ended.
   *
   * @param reachable the endpoints that can be reached, at least one
   * @param moreToCome whether others will be soon
   * @param avoided taken only if no other is well
   * @return one of the endpoints, or {@link Placement#WAIT} if none that can be reached is well and
   *     there is more to come
   */
  Choice choose(List<String> reachable, boolean moreToCome, @Nullable String avoided) {
    int count = reachable.size();
    if (count == 1 && !moreToCome) {
      return new Choice(0, false);
    }
    int found = -1;
    if (avoided != null) {
      // Has failed once, or is late: no call to try an endpoint with.
      found = find(count, at -> isOther(reachable, at, avoided) && isClosed(reachable.get(at)));
    }
    if (found < 0) {
      found = find(count, at -> isOther(reachable, at, avoided) && admits(reachable.get(at)));
    }
    if (found < 0 && avoided != null) {
      found = find(count, at -> !isOther(reachable, at, avoided) && admits(reachable.get(at)));
    }
    if (found >= 0) {
      return new Choice(found, !isClosed(reachable.get(found)));
    }
    if (moreToCome) {
      return new Choice(Placement.WAIT, false);
    }
    int next = next(count);
    return new Choice(isOther(reachable, next, avoided) ? next : (next + 1) % count, false);
  }

  /** Each that is passed over takes its turn, so that its share goes to all others alike. */
  private int find(int count, IntPredicate fits) {
    for (int tries = 0; tries < count; tries++) {
      int at = next(count);
      if (fits.test(at)) {
        return at;
      }
    }
    // Other calls may have taken turns in between.
    for (int at = 0; at < count; at++) {
      if (fits.test(at)) {
        return at;
      }
    }
    return -1;
  }

  private int next(int count) {
    return Math.floorMod(turn.getAndIncrement(), count);
  }

  private static boolean isOther(List<String> endpoints, int at, @Nullable String avoided) {
    return !endpoints.get(at).equals(avoided);
  }

  private boolean admits(String endpoint) {
    return circuit(endpoint).breaker.admits();
  }

  boolean isClosed(String endpoint) {
    return circuit(endpoint).breaker.state() == Breaker.State.CLOSED;
  }

  /** Whether a closed circuit is among those of the other endpoints. */
  boolean isAnotherClosed(List<String> endpoints, String endpoint) {
    for (String other : endpoints) {
      if (!other.equals(endpoint) && isClosed(other)) {
        return true;
      }
    }
    return false;
  }

  /** A call was answered, or failed for its rows. */
  void answered(String endpoint) {
    Circuit circuit = circuit(endpoint);
    circuit.breaker.answered();
    tell(endpoint, circuit);
  }

  /** A call failed for want of the endpoint or of the model there. */
  void unanswered(String endpoint) {
    Circuit circuit = circuit(endpoint);
    circuit.breaker.unanswered();
    tell(endpoint, circuit);
  }

  /** The model failed on a batch, perhaps for its rows. */
  void broken(String endpoint) {
    Circuit circuit = circuit(endpoint);
    circuit.breaker.broken();
    tell(endpoint, circuit);
  }

  /** A call ended in a way that says nothing about the endpoint. */
  void givenUp(String endpoint) {
    circuit(endpoint).breaker.givenUp();
  }

  private void tell(String endpoint, Circuit circuit) {
    boolean out = circuit.breaker.state() != Breaker.State.CLOSED;
    if (out == circuit.out.get() || !circuit.out.compareAndSet(!out, out)) {
      return;
    }
    if (out) {
      LOG.warn("Model {}: endpoint {} is left out after failed calls", model, endpoint);
    } else {
      LOG.info("Model {}: endpoint {} answers and is back in turn", model, endpoint);
    }
  }

  private Circuit circuit(String endpoint) {
    Circuit known = circuits.get(endpoint);
    if (known != null) {
      return known;
    }
    if (circuits.size() >= MOST_REMEMBERED) {
      // Names that stand for ever new addresses; a sick one will be found sick again.
      circuits.clear();
    }
    return circuits.computeIfAbsent(
        endpoint, unused -> new Circuit(new Breaker(Resilience.standard(), nanos, jitter)));
  }

  private static final class Circuit {
    private final Breaker breaker;
    private final AtomicBoolean out = new AtomicBoolean();

    private Circuit(Breaker breaker) {
      this.breaker = breaker;
    }
  }
}
