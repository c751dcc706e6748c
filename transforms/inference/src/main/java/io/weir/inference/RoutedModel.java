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
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A model under the name by which a {@link Router} asks it, and how it is asked. Immutable. */
public final class RoutedModel implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final Duration SHORTEST = Duration.ofMillis(1);
  private static final Duration LONGEST = Duration.ofHours(1);

  /** As many rows as come. */
  static final int UNBOUNDED = Integer.MAX_VALUE;

  private final String name;
  private final ModelSource source;
  private final Duration deadline;
  private final int maxInFlight;
  private final OnFailure onFailure;
  private final @Nullable AdaptiveBatch adaptiveBatch;
  private final int maxQueuedRows;
  private final Duration hedgeAfter;

  private RoutedModel(Builder builder) {
    this.name = builder.name;
    Resilience resilience = builder.resilience;
    this.source =
        resilience == null ? builder.source : new GuardedSource(builder.source, resilience);
    this.deadline = builder.deadline;
    this.maxInFlight = builder.maxInFlight;
    this.onFailure = builder.onFailure;
    this.adaptiveBatch = builder.adaptiveBatch;
    this.maxQueuedRows = builder.maxQueuedRows;
    this.hedgeAfter = resilience == null ? Duration.ZERO : resilience.hedgeAfter();
    if (adaptiveBatch != null) {
      adaptiveBatch.check(source.description().maxBatch(), deadline);
    }
  }

  /** Starts with the name and the model. */
  public static Builder named(String name, ModelSource source) {
    require(!name.isEmpty(), "name is empty; allowed: any other string");
    return new Builder(name, Objects.requireNonNull(source, "source"));
  }

  /** The name in the routing. */
  public String name() {
    return name;
  }

  /** Where it comes from. */
  ModelSource source() {
    return source;
  }

  Duration deadline() {
    return deadline;
  }

  int maxInFlight() {
    return maxInFlight;
  }

  OnFailure onFailure() {
    return onFailure;
  }

  /** Null if the size of batches is fixed. */
  @Nullable AdaptiveBatch adaptiveBatch() {
    return adaptiveBatch;
  }

  /** {@link #UNBOUNDED} if there is no bound. */
  int maxQueuedRows() {
    return maxQueuedRows;
  }

  /** One line that says all. */
  @Override
  public String toString() {
    return name
        + ": "
        + source.description()
        + ", deadline "
        + deadline
        + (adaptiveBatch == null ? "" : ", " + adaptiveBatch)
        + (hedgeAfter.isZero() ? "" : ", hedged after " + hedgeAfter)
        + (maxQueuedRows == UNBOUNDED ? "" : ", at most " + maxQueuedRows + " queued rows")
        + ", on failure "
        + onFailure;
  }

  /** Collects the settings. */
  public static final class Builder {
    private final String name;
    private final ModelSource source;
    private Duration deadline = Duration.ofSeconds(30);
    private int maxInFlight = 4;
    private OnFailure onFailure = OnFailure.deadLetter();
    private @Nullable Resilience resilience;
    private @Nullable AdaptiveBatch adaptiveBatch;
    private int maxQueuedRows = UNBOUNDED;

    private Builder(String name, ModelSource source) {
      this.name = name;
      this.source = source;
    }

    /**
     * How long a batch may take, all attempts together; 30 seconds unless set.
     *
     * @throws IllegalArgumentException if it is not between 1 millisecond and 1 hour
     */
    public Builder deadline(Duration deadline) {
      require(
          deadline.compareTo(SHORTEST) >= 0 && deadline.compareTo(LONGEST) <= 0,
          "deadline is %s; allowed: PT0.001S to PT1H",
          deadline);
      this.deadline = deadline;
      return this;
    }

    /**
     * How many batches are with the model at a time, for each instance of the step; 4 unless set.
     * An embedded model computes in the calling thread, so it has one at a time anyway.
     *
     * @throws IllegalArgumentException if it is not between 1 and 1024
     */
    public Builder maxInFlight(int maxInFlight) {
      require(
          maxInFlight >= 1 && maxInFlight <= 1024,
          "maxInFlight is %s; allowed: 1 to 1024",
          maxInFlight);
      this.maxInFlight = maxInFlight;
      return this;
    }

    /** What becomes of rows that it cannot answer; dead letters unless set. */
    public Builder onFailure(OnFailure onFailure) {
      this.onFailure = Objects.requireNonNull(onFailure, "onFailure");
      return this;
    }

    /**
     * For a model behind a network: it is opened when it is first asked, again if that failed, and
     * asked with these retries and this circuit breaker. Unless set, the model is opened before the
     * first bundle, which fails if that fails, and nothing is tried twice.
     */
    public Builder resilience(Resilience resilience) {
      this.resilience = Objects.requireNonNull(resilience, "resilience");
      return this;
    }

    /**
     * Lets the size of batches follow what the model does: it grows while more rows a second are
     * answered and falls when calls take longer than the budget, the same for all workers of a
     * process, starting from the least (AIMD as in Clipper, D. Crankshaw et al., NSDI 2017, and
     * hill climbing). Unless set, batches have the model's largest size.
     *
     * <p>Which rows share a batch then depends on time. A model that is not {@linkplain
     * ModelDescription#batchInvariant() batch-invariant} may give a row other bits in another
     * batch, so two runs over the same elements may differ in the last digits.
     *
     * @param least the smallest size, at least 1
     * @param most the largest size, at most that of the model's description
     * @param latencyBudget how long a call should take with all attempts, more than zero, at most
     *     the deadline; one call in sixteen may take longer
     * @throws IllegalArgumentException if one is not allowed, some only when the model is built
     */
    public Builder adaptiveBatch(int least, int most, Duration latencyBudget) {
      this.adaptiveBatch = new AdaptiveBatch(least, most, latencyBudget);
      return this;
    }

    /**
     * How many rows may be with the model at a time, for all workers of a process together. A batch
     * that would be more is not sent: {@link OnFailure} says what becomes of its rows, as of any
     * that the model does not answer (reason {@code OVERLOADED}); one that is larger than the bound
     * is sent alone. Unless set there is no bound but that of each instance of the step, {@link
     * #maxInFlight} batches, for which its bundle waits.
     *
     * @throws IllegalArgumentException if it is less than 1
     */
    public Builder maxQueuedRows(int maxQueuedRows) {
      require(maxQueuedRows >= 1, "maxQueuedRows is %s; allowed: 1 or more", maxQueuedRows);
      this.maxQueuedRows = maxQueuedRows;
      return this;
    }

    /** The model with these settings. */
    public RoutedModel build() {
      return new RoutedModel(this);
    }
  }
}
