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

import io.grpc.Deadline;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Questions to a server, asked while a model is opened, all within one time. */
final class Inquiry {
  private static final long PAUSE_MILLIS = 100;
  // A server that is lost in the middle of one question leaves time for another.
  private static final long MOST_SECONDS = 5;
  private static final long PATIENCE_SECONDS = 5;

  private final Connection connection;
  private final Deadline deadline;

  Inquiry(Connection connection, Deadline deadline) {
    this.connection = connection;
    this.deadline = deadline;
  }

  boolean timeIsUp() {
    return deadline.isExpired();
  }

  /**
   * Asks once.
   *
   * @throws StatusException if the server gave no answer
   * @throws InterruptedIOException if the thread was interrupted; it stays interrupted
   */
  <Q, R> R ask(MethodDescriptor<Q, R> method, Q request) throws StatusException, IOException {
    Deadline until = deadline.minimum(Deadline.after(MOST_SECONDS, TimeUnit.SECONDS));
    CompletableFuture<R> answer = connection.call(method, request, until);
    try {
      // gRPC keeps the deadline; the rest is for its threads to be heard.
      return answer.get(MOST_SECONDS + PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw Status.fromThrowable(e).asException();
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw Status.DEADLINE_EXCEEDED.withCause(e).asException();
    } catch (InterruptedException e) {
      answer.cancel(true);
      throw interrupted();
    }
  }

  /** Waits a moment before a question is asked again. */
  void pause() throws InterruptedIOException {
    try {
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  private static InterruptedIOException interrupted() {
    Thread.currentThread().interrupt();
    return new InterruptedIOException("interrupted while a model was opened");
  }
}
