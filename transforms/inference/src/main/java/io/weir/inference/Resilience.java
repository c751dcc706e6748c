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

import static io.weir.inference.Arguments.require;

import java.io.Serializable;
import java.time.Duration;

/**
 * How calls to a remote model are tried again, and when they are not made at all. Immutable.
 *
 * <ul>
 *   <li>Only what may heal is tried again ({@link ScoringException.Kind#TRANSIENT}), within the
 *       call's deadline, after a random pause of up to {@code firstPause}, then twice that, at most
 *       {@code longestPause} ("full jitter", M. Brooker, Exponential Backoff And Jitter, 2015).
 *   <li>The circuit opens after {@code failuresToOpen} calls in a row that failed for want of the
 *       model, or when three quarters of the last 20 calls failed for whatever it did. A call
 *       counts once, with all its attempts; one that failed for its rows does not count. While it
 *       is open calls fail at once. After {@code openFor} one call is let through: if it succeeds
 *       the circuit closes, if not it stays open twice as long, at most {@code longestOpen}.
 *   <li>That is the circuit of the model. An engine with several endpoints has one more for each,
 *       by the same rules, which only says which endpoint is asked: no call fails by it.
 *   <li>A server that was given a model of another signature refuses every row. So after {@code
 *       failuresToOpen} rows in a row that were refused each alone, with no batch answered between,
 *       the model is opened, and so compared with what was asked for, again; after twice as many
 *       the next time, until a batch is answered.
 * </ul>
 */
public final class Resilience implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int attempts;
  private final Duration firstPause;
  private final Duration longestPause;
  private final int failuresToOpen;
  private final Duration openFor;
  private final Duration longestOpen;
  private final Duration hedgeAfter;

  private Resilience(Builder builder) {
    this.attempts = builder.attempts;
    this.firstPause = builder.firstPause;
    this.longestPause = builder.longestPause;
    this.failuresToOpen = builder.failuresToOpen;
    this.openFor = builder.openFor;
    this.longestOpen = builder.longestOpen;
    this.hedgeAfter = builder.hedgeAfter;
  }

  /** Starts from the defaults, which each setter names. */
  public static Builder builder() {
    return new Builder();
  }

  /** The defaults. */
  public static Resilience standard() {
    return builder().build();
  }

  int attempts() {
    return attempts;
  }

  Duration firstPause() {
    return firstPause;
  }

  Duration longestPause() {
    return longestPause;
  }

  int failuresToOpen() {
    return failuresToOpen;
  }

  Duration openFor() {
    return openFor;
  }

  Duration longestOpen() {
    return longestOpen;
  }

  /** Zero if no call is made twice. */
  Duration hedgeAfter() {
    return hedgeAfter;
  }

  /** All settings; part of the key under which a process shares a guarded model. */
  @Override
  public String toString() {
    return attempts
        + " attempts, pauses "
        + firstPause
        + " to "
        + longestPause
        + ", opens after "
        + failuresToOpen
        + " for "
        + openFor
        + " to "
        + longestOpen
        + (hedgeAfter.isZero() ? "" : ", hedged after " + hedgeAfter);
  }

  /** Collects the settings. */
  public static final class Builder {
    private int attempts = 3;
    private Duration firstPause = Duration.ofMillis(20);
    private Duration longestPause = Duration.ofSeconds(1);
    private int failuresToOpen = 3;
    private Duration openFor = Duration.ofSeconds(1);
    private Duration longestOpen = Duration.ofSeconds(15);
    private Duration hedgeAfter = Duration.ZERO;

    private Builder() {}

    /** How often a call is tried, 1 to 10; 3 unless set. */
    public Builder attempts(int attempts) {
      require(attempts >= 1 && attempts <= 10, "attempts is %s; allowed: 1 to 10", attempts);
      this.attempts = attempts;
      return this;
    }

    /** The longest first and the longest any pause; 20 ms and 1 s unless set. */
    public Builder pauses(Duration first, Duration longest) {
      requireRange("pauses", first, longest);
      this.firstPause = first;
      this.longestPause = longest;
      return this;
    }

    /** How many failures in a row open the circuit, 1 to 1000; 3 unless set. */
    public Builder failuresToOpen(int failures) {
      require(
          failures >= 1 && failures <= 1000, "failuresToOpen is %s; allowed: 1 to 1000", failures);
      this.failuresToOpen = failures;
      return this;
    }

    /** How long it is open at first and at most; 1 s and 15 s unless set. */
    public Builder openFor(Duration first, Duration longest) {
      requireRange("openFor", first, longest);
      this.openFor = first;
      this.longestOpen = longest;
      return this;
    }

    /**
     * How long a call may be without an answer before it is made a second time, 1 ms to 1 hour;
     * never unless set. The first answer counts and the other call is given up. A good value is the
     * 95th percentile of the latency; at most one call in twenty is made twice, and none while the
     * circuit is not closed ("hedged requests", J. Dean and L. A. Barroso, The Tail at Scale, CACM
     * 2013). It helps where several endpoints, or instances of the model, answer.
     *
     * @throws IllegalArgumentException if it is out of range
     */
    public Builder hedgeAfter(Duration hedgeAfter) {
      require(
          hedgeAfter.compareTo(Duration.ofMillis(1)) >= 0
              && hedgeAfter.compareTo(Duration.ofHours(1)) <= 0,
          "hedgeAfter is %s; allowed: PT0.001S to PT1H",
          hedgeAfter);
      this.hedgeAfter = hedgeAfter;
      return this;
    }

    /** The settings. */
    public Resilience build() {
      return new Resilience(this);
    }

    private static void requireRange(String setting, Duration first, Duration longest) {
      require(
          first.toMillis() >= 1
              && longest.compareTo(first) >= 0
              && longest.compareTo(Duration.ofHours(1)) <= 0,
          "%s is %s to %s; allowed: at least 1 ms, the longer second, at most 1 hour",
          setting,
          first,
          longest);
    }
  }
}
