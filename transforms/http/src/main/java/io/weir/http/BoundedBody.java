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

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * Collects the body of an answer up to a number of bytes, and can be broken off.
 *
 * <p>What would be too long is refused as soon as that is known: by its {@code Content-Length}, or
 * with the first byte too many. The connection is then closed. The body of an answer that is an
 * error anyhow is cut instead, so that its status is not lost.
 */
final class BoundedBody implements BodySubscriber<byte[]> {
  private static final int MOST_OF_AN_ERROR = 4 << 10;

  private final int most;
  private final boolean cut;
  private final long announced;
  private final CompletableFuture<byte[]> body = new CompletableFuture<>();
  private final ByteArrayOutputStream collected = new ByteArrayOutputStream(1 << 10);
  private Flow.@Nullable Subscription subscription;
  private boolean stopped;
  private volatile boolean ended;

  private BoundedBody(int most, boolean cut, long announced) {
    this.most = most;
    this.cut = cut;
    this.announced = announced;
  }

  static BoundedBody of(ResponseInfo info, int mostBytes) {
    boolean error = info.statusCode() / 100 != 2;
    return new BoundedBody(
        error ? Math.min(mostBytes, MOST_OF_AN_ERROR) : mostBytes,
        error,
        info.headers().firstValueAsLong("Content-Length").orElse(-1));
  }

  @Override
  public CompletionStage<byte[]> getBody() {
    return body;
  }

  @Override
  public void onSubscribe(Flow.Subscription newSubscription) {
    boolean unwanted;
    synchronized (this) {
      unwanted = stopped || subscription != null;
      if (!unwanted) {
        subscription = newSubscription;
      }
    }
    if (unwanted) {
      newSubscription.cancel();
    } else if (!cut && announced > most) {
      stop(tooLong());
    } else {
      newSubscription.request(Long.MAX_VALUE);
    }
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    for (ByteBuffer buffer : buffers) {
      byte[] bytes = new byte[Math.min(buffer.remaining(), most - collected.size())];
      buffer.get(bytes);
      collected.write(bytes, 0, bytes.length);
      if (buffer.hasRemaining()) {
        stop(cut ? null : tooLong());
        return;
      }
    }
  }

  @Override
  public void onError(Throwable failure) {
    ended = true;
    body.completeExceptionally(failure);
  }

  @Override
  public void onComplete() {
    ended = true;
    body.complete(collected.toByteArray());
  }

  /** Reads no more and closes the connection, unless all was read. */
  void breakOff() {
    stop(new IOException("broken off"));
  }

  private void stop(@Nullable IOException failure) {
    Flow.Subscription current;
    synchronized (this) {
      stopped = true;
      current = subscription;
    }
    if (failure == null) {
      body.complete(collected.toByteArray());
    } else {
      body.completeExceptionally(failure);
    }
    if (current != null && !ended) {
      current.cancel();
    }
  }

  private BodyTooLongException tooLong() {
    return new BodyTooLongException(
        "the answer has more than the " + most + " bytes of maxResponseBytes");
  }

  /** More than the endpoint allows. */
  static final class BodyTooLongException extends IOException {
    private static final long serialVersionUID = 1L;

    BodyTooLongException(String message) {
      super(message);
    }
  }
}
