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

import io.grpc.CallOptions;
import io.grpc.ChannelCredentials;
import io.grpc.ClientCall;
import io.grpc.Deadline;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.InternalNettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.weir.inference.InvalidModelException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A channel to a server's endpoints, with the token and the bound of its calls. */
final class Connection implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Connection.class);
  private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final long PING_PATIENCE_SECONDS = 20;
  private static final Duration LONGEST = Duration.ofDays(365);
  private static final int CLOSE_SECONDS = 10;

  private final TritonServer server;
  private final ManagedChannel channel;
  private final NetworkThreads threads;
  private final @Nullable TokenFile token;
  private final CallOptions options;
  private final CallOptions scoring;
  private final CallGate gate;
  private final AtomicLong retriedNanos = new AtomicLong(System.nanoTime());

  private Connection(
      TritonServer server,
      ManagedChannel channel,
      NetworkThreads threads,
      @Nullable TokenFile token) {
    this.server = server;
    this.channel = channel;
    this.threads = threads;
    this.token = token;
    this.gate = new CallGate(server.maxInFlight());
    CallOptions settings = CallOptions.DEFAULT;
    if (token != null) {
      settings = settings.withCallCredentials(new TokenCredentials(token));
    }
    this.options = server.gzip() ? settings.withCompression("gzip") : settings;
    // A score is read in no time, in the thread that reads from the network: handing it to another
    // one costs more. Not with a token, whose file the next call may have to read first.
    this.scoring = token == null ? options.withExecutor(Runnable::run) : options;
  }

  /**
   * Reads the files and makes a channel; contacts nobody yet.
   *
   * @throws IOException if a file cannot be read
   * @throws InvalidModelException if a file is no certificate or key
   */
  static Connection open(TritonServer server) throws IOException {
    TlsSettings tls = server.tls();
    NettyChannelBuilder builder;
    try {
      ChannelCredentials credentials =
          tls == null ? InsecureChannelCredentials.create() : tls.credentials();
      builder =
          NettyChannelBuilder.forTarget(EndpointsResolverProvider.target(server), credentials);
    } catch (IllegalArgumentException e) {
      throw new InvalidModelException(
          "server " + server + ": " + tls + " cannot be used: " + TritonErrors.oneLine(e), e);
    }
    // With OpenCensus on the class path, as Beam's Google modules bring it, gRPC records each call
    // for it, which took a fifth of a call's processor time. Beam reads none of that.
    InternalNettyChannelBuilder.setStatsEnabled(builder, false);
    InternalNettyChannelBuilder.setTracingEnabled(builder, false);
    builder
        .defaultLoadBalancingPolicy(EndpointsBalancerProvider.policy())
        .disableRetry()
        .maxInboundMessageSize(server.maxMessageBytes())
        .userAgent("weir");
    Duration keepAlive = server.keepAlive();
    if (keepAlive != null) {
      builder
          .keepAliveTime(keepAlive.toMillis(), TimeUnit.MILLISECONDS)
          .keepAliveTimeout(PING_PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
    if (tls != null && tls.serverName() != null) {
      builder.overrideAuthority(tls.serverName());
    }
    TokenFile token = server.tokenFile().orElse(null);
    NetworkThreads threads = new NetworkThreads(server.endpoints().size());
    threads.serve(builder);
    return new Connection(server, builder.build(), threads, token);
  }

  TritonServer server() {
    return server;
  }

  /** The text without the token. */
  String redact(String text) {
    return token == null ? text : token.redact(text);
  }

  /** A gRPC deadline from now on. */
  static Deadline deadline(Duration timeout) {
    Duration bounded = timeout.compareTo(LONGEST) < 0 ? timeout : LONGEST;
    return Deadline.after(bounded.toNanos(), TimeUnit.NANOSECONDS);
  }

  /**
   * Makes a scoring call, as soon as it is its turn. What depends on the answer must not block: it
   * may run in the thread that reads from the network.
   *
   * @param request asked for only then
   * @param answer says where the call goes, and gets the answer or a {@link
   *     io.grpc.StatusRuntimeException}. When it is completed otherwise, the call is cancelled
   */
  <Q, R, A extends CompletableFuture<R> & Placement> void callInTurn(
      MethodDescriptor<Q, R> method, Supplier<Q> request, Deadline deadline, A answer) {
    CompletableFuture<Void> turn = gate.enter();
    if (!turn.isDone()) {
      waitFor(turn, answer, deadline);
    }
    var unused =
        turn.whenComplete(
            (nothing, failure) -> {
              if (failure == null) {
                CallOptions placed = EndpointsPicker.placed(scoring, answer);
                new UnaryCall<Q, R>(answer, gate::leave)
                    .start(newCall(method, placed, deadline), request);
              } else if (failure instanceof TimeoutException) {
                answer.completeExceptionally(
                    Status.DEADLINE_EXCEEDED
                        .withDescription(
                            server.maxInFlight() + " calls, as many as allowed, were not done")
                        .asRuntimeException());
              }
            });
  }

  private static <R> void waitFor(
      CompletableFuture<Void> turn, CompletableFuture<R> answer, Deadline deadline) {
    var unused =
        turn.orTimeout(
            Math.max(0, deadline.timeRemaining(TimeUnit.NANOSECONDS)), TimeUnit.NANOSECONDS);
    // Given up while it waits: it gives its place in the queue up, too.
    var unusedToo = answer.whenComplete((value, failure) -> turn.cancel(false));
  }

  /** A call at once, outside the bound. */
  <Q, R> CompletableFuture<R> call(MethodDescriptor<Q, R> method, Q request, Deadline deadline) {
    CompletableFuture<R> answer = new CompletableFuture<>();
    new UnaryCall<Q, R>(answer, () -> {}).start(newCall(method, deadline), () -> request);
    return answer;
  }

  /** A call that is not started yet, on which the token will be. */
  <Q, R> ClientCall<Q, R> newCall(MethodDescriptor<Q, R> method, Deadline deadline) {
    return newCall(method, options, deadline);
  }

  private <Q, R> ClientCall<Q, R> newCall(
      MethodDescriptor<Q, R> method, CallOptions settings, Deadline deadline) {
    tryLostEndpoints();
    return channel.newCall(method, settings.withDeadline(deadline));
  }

  /**
   * Left to itself, gRPC waits up to two minutes between two attempts to connect, which a server
   * that is back would wait for its clients.
   */
  private void tryLostEndpoints() {
    long now = System.nanoTime();
    long last = retriedNanos.get();
    if (now - last > RETRY_NANOS && retriedNanos.compareAndSet(last, now)) {
      channel.resetConnectBackoff();
    }
  }

  /**
   * Waits up to 10 seconds for running calls, then breaks them off; at once where this thread is
   * interrupted. Nothing of it runs afterwards.
   */
  @Override
  public void close() {
    channel.shutdown();
    boolean ended = false;
    try {
      ended = channel.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (!ended) {
      channel.shutdownNow();
      if (!Uninterrupted.await(channel::awaitTermination, CLOSE_SECONDS)) {
        LOG.warn("The connection to {} has not ended within {} s", server, 2 * CLOSE_SECONDS);
      }
    }
    threads.close();
  }
}
