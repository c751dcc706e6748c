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

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** An open model that is closed when nobody asks it any more and its last call has ended. */
@SuppressWarnings("FutureReturnValueIgnored")
final class OpenedModel {
  private final Model model;
  private final CountDownLatch end = new CountDownLatch(1);
  private int running;
  private boolean retired;
  private boolean closed;

  OpenedModel(Model model) {
    this.model = model;
  }

  ModelDescription description() {
    return model.description();
  }

  /**
   * Scores a batch.
   *
   * @param earlier the last call for these rows, of this model or one that was open before
   */
  CompletableFuture<Scores> score(
      FeatureRows rows, Duration deadline, @Nullable CompletableFuture<Scores> earlier) {
    synchronized (this) {
      if (closed) {
        return CompletableFuture.failedFuture(
            new ScoringException(
                ScoringException.Kind.TRANSIENT,
                "model " + model.description() + " has just been opened again"));
      }
      running++;
    }
    CompletableFuture<Scores> call;
    try {
      call =
          earlier == null ? model.score(rows, deadline) : model.scoreAgain(rows, deadline, earlier);
    } catch (RuntimeException e) {
      call = CompletableFuture.failedFuture(e);
    } catch (Throwable e) {
      ended();
      throw e;
    }
    call.whenComplete((scores, failure) -> ended());
    return call;
  }

  /** Closes it, as soon as the calls that run have ended. Doing so twice is harmless. */
  void retire() {
    synchronized (this) {
      retired = true;
    }
    closeIfUnused();
  }

  /** Waits until it is closed; whether it is. */
  boolean awaitEnd(long nanos) throws InterruptedException {
    return end.await(nanos, TimeUnit.NANOSECONDS);
  }

  /** Whether it is closed. */
  boolean hasEnded() {
    return end.getCount() == 0;
  }

  private void ended() {
    synchronized (this) {
      running--;
    }
    closeIfUnused();
  }

  private void closeIfUnused() {
    if (claimClosing()) {
      // Whose thread this is nobody knows: a connection's own cannot wait for the connection's end.
      Thread closer = new Thread(this::close, "weir-close-" + model.description().name());
      closer.setDaemon(true);
      closer.start();
    }
  }

  private void close() {
    try {
      model.close();
    } finally {
      end.countDown();
    }
  }

  /** Whether it is to be closed now, which is so once. */
  private synchronized boolean claimClosing() {
    if (!retired || running > 0 || closed) {
      return false;
    }
    closed = true;
    return true;
  }
}
