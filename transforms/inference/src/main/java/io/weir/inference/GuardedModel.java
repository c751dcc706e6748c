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
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A remote model with retries and a circuit breaker. It is opened by the first call, in a thread of
 * its own, and again by a later one if that failed: a server that is away when a pipeline starts is
 * no other case than one that goes away.
 */
final class GuardedModel implements Model {
  private static final Logger LOG = LoggerFactory.getLogger(GuardedModel.class);

  /** A probe must not hold up its batch for as long as a call may take. */
  private static final long LONGEST_PROBE_NANOS = Duration.ofSeconds(1).toNanos();

  private static final int CLOSE_SECONDS = 30;

  private final ModelSource source;
  private final Resilience resilience;
  private final Breaker breaker;
  private final Suspicion suspicion;
  private final HedgeBudget hedgeBudget = new HedgeBudget();

  /** What the server said of itself when it was opened last. */
  private volatile ModelDescription description;

  private @Nullable CompletableFuture<OpenedModel> opening;
  private @Nullable Thread opener;

  /** Those that are not closed yet: one that is asked, and others whose last calls run. */
  private final Set<OpenedModel> open = new HashSet<>();

  private boolean closed;

  GuardedModel(ModelSource source, Resilience resilience) {
    this.source = source;
    this.resilience = resilience;
    this.breaker = new Breaker(resilience, System::nanoTime);
    this.suspicion = new Suspicion(resilience.failuresToOpen());
    this.description = source.description();
  }

  /** What is asked for; once the model is open, what it says of itself. */
  @Override
  public ModelDescription description() {
    return description;
  }

  /** The state of the circuit, for those who watch. */
  Breaker.State circuit() {
    return breaker.state();
  }

  @Override
  public CompletableFuture<Scores> score(FeatureRows rows, Duration deadline) {
    if (!breaker.admits()) {
      return CompletableFuture.failedFuture(
          new ScoringException(
              ScoringException.Kind.TRANSIENT,
              "model " + description() + ": its circuit is open after failed calls"));
    }
    long nanos = deadline.toNanos();
    if (breaker.state() == Breaker.State.PROBING) {
      nanos = Math.min(nanos, LONGEST_PROBE_NANOS);
    }
    GuardedCall call = new GuardedCall(this, rows, nanos);
    call.start();
    return call;
  }

  Breaker breaker() {
    return breaker;
  }

  Resilience resilience() {
    return resilience;
  }

  HedgeBudget hedgeBudget() {
    return hedgeBudget;
  }

  Suspicion suspicion() {
    return suspicion;
  }

  /** The model that is asked now, opened or being opened. */
  synchronized CompletableFuture<OpenedModel> model() {
    if (closed) {
      return CompletableFuture.failedFuture(
          new IllegalStateException("model " + description() + " is closed"));
    }
    CompletableFuture<OpenedModel> current = opening;
    return current == null || current.isCompletedExceptionally() ? open(null) : current;
  }

  /** Opens the model again, if that one is still asked: the server may have another by now. */
  synchronized void openAgain(OpenedModel suspect) {
    CompletableFuture<OpenedModel> current = opening;
    if (!closed && current != null && current.getNow(null) == suspect) {
      var unused = open(suspect);
    }
  }

  /** Calls from now on wait for the model to be open. */
  private synchronized CompletableFuture<OpenedModel> open(@Nullable OpenedModel suspect) {
    CompletableFuture<OpenedModel> next = new CompletableFuture<>();
    Thread thread = new Thread(() -> open(next, suspect), "weir-open-" + description().name());
    thread.setDaemon(true);
    thread.start();
    opener = thread;
    opening = next;
    return next;
  }

  private void open(CompletableFuture<OpenedModel> opened, @Nullable OpenedModel suspect) {
    try {
      OpenedModel model = new OpenedModel(check(source.open()));
      synchronized (this) {
        description = model.description();
        open.removeIf(OpenedModel::hasEnded);
        open.add(model);
      }
      opened.complete(model);
      boolean late;
      synchronized (this) {
        // Closed before it was complete, or since: then it may be retired twice, which is harmless.
        late = closed;
      }
      if (late) {
        model.retire();
      }
    } catch (InvalidModelException e) {
      LOG.warn("Model {} cannot be used: {}", description(), e.getMessage());
      opened.completeExceptionally(
          new ScoringException(ScoringException.Kind.PERMANENT, String.valueOf(e.getMessage()), e));
    } catch (IOException e) {
      opened.completeExceptionally(
          new ScoringException(ScoringException.Kind.TRANSIENT, String.valueOf(e.getMessage()), e));
    } catch (Throwable e) {
      opened.completeExceptionally(e);
    } finally {
      // Only now: what the two share, such as a connection, stays open.
      if (suspect != null) {
        suspect.retire();
      }
    }
  }

  private Model check(Model model) throws InvalidModelException {
    if (!model.description().serves(source.description())) {
      ModelDescription found = model.description();
      model.close();
      throw new InvalidModelException(
          "model " + source.id() + ": is " + found + "; allowed: " + source.description());
    }
    return model;
  }

  /**
   * Breaks off what opens the model, waits for the calls that run, and closes it; half a minute at
   * most. Also where this thread is interrupted: a runner that cancels a job takes its classes away
   * as soon as this returns, and what still ran then could never end.
   */
  @Override
  public void close() {
    Thread thread;
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      thread = opener;
    }
    if (thread == null) {
      return;
    }
    thread.interrupt();
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(CLOSE_SECONDS);
    boolean ended =
        await(
            deadline,
            nanos -> {
              TimeUnit.NANOSECONDS.timedJoin(thread, nanos);
              return !thread.isAlive();
            });
    Set<OpenedModel> left;
    synchronized (this) {
      left = Set.copyOf(open);
    }
    left.forEach(OpenedModel::retire);
    for (OpenedModel model : left) {
      ended &= await(deadline, model::awaitEnd);
    }
    if (!ended) {
      LOG.warn("Model {} is still in use {} s after it was closed", description(), CLOSE_SECONDS);
    }
  }

  /** The thread is interrupted afterwards if it was before or meanwhile. */
  private static boolean await(long deadline, End end) {
    boolean interrupted = Thread.interrupted();
    try {
      while (true) {
        try {
          return end.await(Math.max(1, deadline - System.nanoTime()));
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Something that is waited for. */
  private interface End {
    boolean await(long nanos) throws InterruptedException;
  }
}
