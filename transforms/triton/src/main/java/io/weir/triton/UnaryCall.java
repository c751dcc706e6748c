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

import io.grpc.ClientCall;
import io.grpc.Status;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One question, one answer; given up with its future. */
final class UnaryCall<Q, R> implements StreamObserver<R> {
  private final CompletableFuture<R> answer;
  private final Runnable whenEnded;
  private final AtomicBoolean ended = new AtomicBoolean();
  private @Nullable R value;

  /**
   * A call that is yet to be started.
   *
   * @param whenEnded run once, before the answer is complete
   */
  UnaryCall(CompletableFuture<R> answer, Runnable whenEnded) {
    this.answer = answer;
    this.whenEnded = whenEnded;
  }

  void start(ClientCall<Q, R> call, Supplier<Q> request) {
    if (answer.isDone()) {
      end();
      return;
    }
    try {
      ClientCalls.asyncUnaryCall(call, request.get(), this);
    } catch (RuntimeException e) {
      onError(e);
      return;
    }
    var unused =
        answer.whenComplete(
            (ignored, failure) -> {
              if (failure != null) {
                // Does nothing to a call that has ended.
                call.cancel("given up by the caller", null);
              }
            });
  }

  @Override
  public void onNext(R next) {
    value = next;
  }

  @Override
  public void onError(Throwable failure) {
    end();
    answer.completeExceptionally(failure);
  }

  @Override
  public void onCompleted() {
    end();
    R found = value;
    if (found == null) {
      answer.completeExceptionally(
          Status.INTERNAL.withDescription("no answer").asRuntimeException());
    } else {
      answer.complete(found);
    }
  }

  private void end() {
    if (ended.compareAndSet(false, true)) {
      whenEnded.run();
    }
  }
}
