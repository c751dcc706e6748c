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
package io.weir.http;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.weir.inference.ScoringException;
import java.io.IOException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One request from its waiting to its last byte, with one deadline over all of it.
 *
 * <p>Once its future is complete, by whomever, its place among those in flight is free and its
 * connection, if it still works for this request, is closed. On Java 11 to 15 a request whose
 * answer has not begun cannot be broken off, and ends at its deadline unseen.
 */
final class Exchange<T> {
  private final Connection owner;
  private final Call<T> call;
  private final Duration deadline;
  private final long startNanos = System.nanoTime();
  private final CompletableFuture<T> result = new CompletableFuture<>();
  private final AtomicBoolean entered = new AtomicBoolean();
  private volatile @Nullable Future<?> timer;
  private volatile @Nullable CompletableFuture<HttpResponse<byte[]>> sending;
  private volatile @Nullable BoundedBody body;

  Exchange(Connection owner, Call<T> call, Duration deadline) {
    this.owner = owner;
    this.call = call;
    this.deadline = deadline;
  }

  /** Starts, or gets in line. */
  CompletableFuture<T> begin() {
    var unused = result.whenComplete((value, failure) -> end());
    try {
      timer = owner.scheduler().schedule(this::expire, deadline.toNanos(), NANOSECONDS);
      owner.limit().enter(this::send);
    } catch (RejectedExecutionException e) {
      fail(owner.closedFailure(call));
    }
    if (result.isDone()) {
      end();
    }
    return result;
  }

  /** Ends without an answer. */
  void fail(Exception failure) {
    leave();
    result.completeExceptionally(failure);
  }

  private void expire() {
    try {
      // Not in the timer's thread: whoever waits for the result may do more than a moment's work.
      owner.executor().execute(() -> fail(Failures.ofDeadline(call, deadline)));
    } catch (RejectedExecutionException e) {
      fail(owner.closedFailure(call));
    }
  }

  private void send() {
    entered.set(true);
    if (result.isDone() || owner.isClosed()) {
      fail(owner.closedFailure(call));
      return;
    }
    String secret = owner.secret();
    try {
      Duration left = deadline.minusNanos(System.nanoTime() - startNanos);
      if (left.isZero() || left.isNegative()) {
        fail(Failures.ofDeadline(call, deadline));
        return;
      }
      HttpRequest request = owner.request(call, left, secret);
      CompletableFuture<HttpResponse<byte[]>> answer =
          owner
              .client()
              .sendAsync(
                  request,
                  info -> {
                    BoundedBody started = BoundedBody.of(info, owner.endpoint().maxResponseBytes());
                    body = started;
                    if (result.isDone()) {
                      started.breakOff();
                    }
                    return started;
                  });
      sending = answer;
      var unused = answer.whenComplete((response, failure) -> settle(response, failure, secret));
    } catch (ScoringException e) {
      fail(Failures.ofAnswer(call, e, secret));
    } catch (RuntimeException e) {
      fail(Failures.ofExchange(call, e));
    }
    if (result.isDone()) {
      end();
    }
  }

  private void settle(
      @Nullable HttpResponse<byte[]> response,
      @Nullable Throwable failure,
      @Nullable String secret) {
    if (response == null) {
      fail(
          failure == null || isDeadline(failure)
              ? Failures.ofDeadline(call, deadline)
              : Failures.ofExchange(call, failure));
      return;
    }
    if (response.statusCode() / 100 != 2) {
      fail(
          Failures.ofStatus(
              call, response.statusCode(), response.headers(), response.body(), secret));
      return;
    }
    T value;
    try {
      value = call.reader().read(response.body());
    } catch (ScoringException | IOException | RuntimeException e) {
      fail(Failures.ofAnswer(call, e, secret));
      return;
    }
    leave();
    result.complete(value);
  }

  /** The client's own timer, which is the only one that Java 11 obeys, may be seen first. */
  private boolean isDeadline(Throwable failure) {
    Throwable cause = Failures.causeOf(failure);
    boolean expired = System.nanoTime() - startNanos >= deadline.toNanos();
    return expired
        || (cause instanceof HttpTimeoutException
            && !(cause instanceof HttpConnectTimeoutException));
  }

  /** Gives the place among those in flight back, once. */
  private void leave() {
    if (entered.compareAndSet(true, false)) {
      try {
        owner.limit().leave();
      } catch (RejectedExecutionException e) {
        // The model is closed, and all that waited was told so.
        return;
      }
    }
  }

  private void end() {
    leave();
    owner.forget(this);
    Future<?> pending = timer;
    if (pending != null) {
      pending.cancel(false);
    }
    CompletableFuture<HttpResponse<byte[]>> request = sending;
    if (request != null) {
      request.cancel(true);
    }
    BoundedBody started = body;
    if (started != null) {
      started.breakOff();
    }
  }
}
