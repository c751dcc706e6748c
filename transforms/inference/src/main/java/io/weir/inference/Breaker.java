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

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.LongUnaryOperator;

/**
 * The circuit of whatever answers calls, in one process: of a model, and for engines with several
 * endpoints of each of them. {@link Resilience} says its rules. Safe for use by several threads.
 */
public final class Breaker {
  private static final int WINDOW = 20;
  private static final int FAILED_OF_WINDOW = 15;

  /** A probe that nobody told the end of must not keep the circuit for ever. */
  private static final long LONGEST_PROBE_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final Resilience settings;
  private final LongSupplier nanos;
  private final LongUnaryOperator jitter;

  private final boolean[] failed = new boolean[WINDOW];
  private int calls;
  private int failures;
  private int inARow;
  private State state = State.CLOSED;
  private long openUntilNanos;
  private long openForNanos;
  private long probeNanos;

  /**
   * A closed circuit, whose times are as the settings say.
   *
   * @param nanos nanoseconds from any beginning, never going back
   */
  public Breaker(Resilience settings, LongSupplier nanos) {
    this(settings, nanos, LongUnaryOperator.identity());
  }

  /**
   * A closed circuit, many of which do not look at the same time whether they may close.
   *
   * @param nanos nanoseconds from any beginning, never going back
   * @param jitter how long it is open, in nanoseconds, when the settings say so long: at most that
   */
  public Breaker(Resilience settings, LongSupplier nanos, LongUnaryOperator jitter) {
    this.settings = settings;
    this.nanos = nanos;
    this.jitter = jitter;
  }

  /** Whether a call may be made now; the caller then says how it ended. */
  public synchronized boolean admits() {
    if (state == State.CLOSED) {
      return true;
    }
    long now = nanos.getAsLong();
    boolean probes =
        state == State.OPEN ? now - openUntilNanos >= 0 : now - probeNanos >= LONGEST_PROBE_NANOS;
    if (probes) {
      state = State.PROBING;
      probeNanos = now;
    }
    return probes;
  }

  /** A call was answered, or failed for its rows: the model is there. */
  public synchronized void answered() {
    inARow = 0;
    if (state == State.CLOSED) {
      remember(false);
    } else {
      close();
    }
  }

  /** A call failed for want of the model. */
  public synchronized void unanswered() {
    inARow++;
    if (state == State.PROBING) {
      open(Math.min(2 * openForNanos, settings.longestOpen().toNanos()));
    } else if (state == State.CLOSED) {
      remember(true);
      if (inARow >= settings.failuresToOpen() || failures >= FAILED_OF_WINDOW) {
        open(settings.openFor().toNanos());
      }
    }
  }

  /** A call was given up before its time was over, which says nothing about the model. */
  public synchronized void givenUp() {
    if (state == State.PROBING) {
      open(openForNanos);
    }
  }

  /** The model failed on a batch, perhaps for its rows. */
  public synchronized void broken() {
    if (state == State.PROBING) {
      // It is there, and whether it works only more calls can say.
      close();
    } else if (state == State.CLOSED) {
      remember(true);
      if (failures >= FAILED_OF_WINDOW) {
        open(settings.openFor().toNanos());
      }
    }
  }

  /** Whether calls are made now. */
  public synchronized State state() {
    return state;
  }

  private void remember(boolean failure) {
    int at = calls % WINDOW;
    if (failed[at]) {
      failures--;
    }
    failed[at] = failure;
    failures += failure ? 1 : 0;
    calls++;
  }

  private void open(long forNanos) {
    state = State.OPEN;
    openForNanos = forNanos;
    openUntilNanos = nanos.getAsLong() + jitter.applyAsLong(forNanos);
  }

  private void close() {
    state = State.CLOSED;
    inARow = 0;
    failures = 0;
    calls = 0;
    Arrays.fill(failed, false);
  }

  /** What becomes of calls. */
  public enum State {
    /** Calls are made. */
    CLOSED,
    /** Calls fail at once. */
    OPEN,
    /** One call finds out; the others fail at once. */
    PROBING
  }
}
