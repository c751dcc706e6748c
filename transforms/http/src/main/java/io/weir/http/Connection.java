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

import com.fasterxml.jackson.databind.JsonNode;
import io.weir.inference.InvalidModelException;
import io.weir.inference.ScoringException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A client of one server, for one open model: its connections, threads, token and requests in
 * flight. Safe for use by several threads.
 */
final class Connection implements AutoCloseable {
  /** So that the exchange's own timer, which covers the body too, is first. */
  private static final Duration TIMER_SLACK = Duration.ofMillis(20);

  private final HttpEndpoint endpoint;
  private final @Nullable TokenFile tokenFile;
  private final ExecutorService executor;
  private final ScheduledThreadPoolExecutor scheduler;
  private final InFlightLimit limit;
  private final HttpClient client;
  private final Set<Exchange<?>> exchanges = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  private Connection(HttpEndpoint endpoint, String name) throws IOException {
    this.endpoint = endpoint;
    Optional<String> token = endpoint.tokenFile();
    this.tokenFile = token.isPresent() ? TokenFile.open(token.get()) : null;
    HttpClient.Builder builder = HttpClient.newBuilder();
    if (endpoint.caFile().isPresent()) {
      builder.sslContext(TrustedAuthorities.read(endpoint.caFile().get()));
    }
    this.executor = Executors.newCachedThreadPool(daemons("weir-http-" + name + "-"));
    this.scheduler = new ScheduledThreadPoolExecutor(1, daemons("weir-http-timer-" + name + "-"));
    this.scheduler.setRemoveOnCancelPolicy(true);
    this.limit = new InFlightLimit(endpoint.maxInFlight(), executor);
    this.client =
        builder
            .executor(executor)
            .connectTimeout(endpoint.connectTimeout())
            .followRedirects(HttpClient.Redirect.NEVER)
            .version(endpoint.http2() ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1)
            .build();
  }

  /**
   * Makes a client; connects to nobody.
   *
   * @param name of the model, for its threads
   * @throws IOException if a file that the endpoint names cannot be read
   */
  static Connection to(HttpEndpoint endpoint, String name) throws IOException {
    return new Connection(endpoint, name);
  }

  /** Sends a request when its turn has come; see {@link Exchange}. */
  <T> CompletableFuture<T> send(Call<T> call, Duration deadline) {
    Exchange<T> exchange = new Exchange<>(this, call, deadline);
    exchanges.add(exchange);
    CompletableFuture<T> result = exchange.begin();
    if (closed) {
      exchange.fail(closedFailure(call));
    }
    return result;
  }

  /**
   * Asks the server something while a model is opened, and waits for the answer.
   *
   * @throws IOException if there is no good answer now
   * @throws InvalidModelException if there will be none until somebody changes something
   */
  JsonNode ask(String subject, URI uri) throws IOException {
    return await(subject, Call.get(subject, uri, Json::read));
  }

  /** Like {@link #ask}; null where the server has no such address (404, 405 or 501). */
  @Nullable JsonNode askIfKnown(String subject, URI uri) throws IOException {
    try {
      return ask(subject, uri);
    } catch (InvalidModelException e) {
      Throwable cause = e.getCause() == null ? null : e.getCause().getCause();
      if (cause instanceof StatusException
          && Set.of(404, 405, 501).contains(((StatusException) cause).status())) {
        return null;
      }
      throw e;
    }
  }

  /** Like {@link #ask}, where only the status matters. */
  void ping(String subject, URI uri) throws IOException {
    await(subject, Call.get(subject, uri, answer -> true));
  }

  private <T> T await(String subject, Call<T> call) throws IOException {
    CompletableFuture<T> answer = send(call, endpoint.openTimeout());
    try {
      return answer.get(2 * endpoint.openTimeout().toMillis() + 1_000, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw new InterruptedIOException(subject + ": interrupted while it was opened");
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw new IOException(e);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      String message = String.valueOf(cause.getMessage());
      if (cause instanceof ScoringException
          && ((ScoringException) cause).kind() == ScoringException.Kind.PERMANENT) {
        throw new InvalidModelException(message, cause);
      }
      throw new IOException(message, cause);
    }
  }

  HttpEndpoint endpoint() {
    return endpoint;
  }

  HttpClient client() {
    return client;
  }

  InFlightLimit limit() {
    return limit;
  }

  Executor executor() {
    return executor;
  }

  ScheduledExecutorService scheduler() {
    return scheduler;
  }

  void forget(Exchange<?> exchange) {
    exchanges.remove(exchange);
  }

  /** The token of now; null without one. */
  @Nullable String secret() {
    return tokenFile == null ? null : tokenFile.token();
  }

  HttpRequest request(Call<?> call, Duration timeout, @Nullable String secret)
      throws ScoringException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(call.uri())
            .timeout(timeout.plus(TIMER_SLACK))
            .header("Accept", "application/json")
            .header("User-Agent", "weir");
    if (secret != null) {
      request.header("Authorization", "Bearer " + secret);
    }
    Call.Body body = call.body();
    if (body == null) {
      return request.GET().build();
    }
    return request
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofByteArray(body.write()))
        .build();
  }

  boolean isClosed() {
    return closed;
  }

  ScoringException closedFailure(Call<?> call) {
    return new ScoringException(
        ScoringException.Kind.TRANSIENT, call + " failed: the model was closed");
  }

  /**
   * Fails what is in flight and ends the threads. Up to Java 20, idle connections and the client's
   * own thread end when the garbage collector finds the client unused; from 21 on, here.
   */
  @Override
  public void close() {
    closed = true;
    ScoringException failure =
        new ScoringException(ScoringException.Kind.TRANSIENT, endpoint + ": the model was closed");
    exchanges.forEach(exchange -> exchange.fail(failure));
    scheduler.shutdownNow();
    shutDownClient();
    executor.shutdown();
  }

  private void shutDownClient() {
    if (client instanceof AutoCloseable) {
      try {
        HttpClient.class.getMethod("shutdownNow").invoke(client);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("HttpClient can be closed but not shut down", e);
      }
    }
  }

  private static ThreadFactory daemons(String prefix) {
    AtomicInteger count = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, prefix + count.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }
}
