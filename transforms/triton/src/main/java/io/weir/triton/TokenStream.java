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
import io.grpc.Metadata;
import io.grpc.Status;
import io.weir.inference.ScoringException;
import io.weir.inference.ScoringException.Kind;
import io.weir.proto.inference.v2.InferParameter;
import io.weir.proto.inference.v2.ModelInferRequest;
import io.weir.proto.inference.v2.ModelInferResponse;
import io.weir.proto.inference.v2.ModelStreamInferResponse;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * An answer that comes piece by piece.
 *
 * <p>At most 16 pieces are held here; a server that is faster than the reader waits. For one
 * reading thread; {@link #close()} may come from any.
 */
public final class TokenStream implements AutoCloseable {
  private static final int BUFFER = 16;
  private static final long PATIENCE_SECONDS = 5;

  /** Asks Triton to end a failed stream with a status instead of a text within it. */
  private static final Metadata.Key<String> STATUS_PLEASE =
      Metadata.Key.of("triton_grpc_error", Metadata.ASCII_STRING_MARSHALLER);

  private static final String FINAL = "triton_final_response";

  private final ClientCall<ModelInferRequest, ModelStreamInferResponse> call;
  private final StreamRequest request;
  private final Connection connection;
  private final Duration deadline;
  private final long dueNanos;
  private final PieceReader reader;
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private boolean ended;
  private volatile boolean closed;

  private TokenStream(
      ClientCall<ModelInferRequest, ModelStreamInferResponse> call,
      StreamRequest request,
      Connection connection,
      Duration deadline) {
    this.call = call;
    this.request = request;
    this.connection = connection;
    this.deadline = deadline;
    this.dueNanos =
        System.nanoTime() + Connection.deadline(deadline).timeRemaining(TimeUnit.NANOSECONDS);
    this.reader = new PieceReader(request.output());
  }

  static TokenStream start(
      ClientCall<ModelInferRequest, ModelStreamInferResponse> call,
      StreamRequest request,
      Connection connection,
      Duration deadline) {
    TokenStream stream = new TokenStream(call, request, connection, deadline);
    Metadata headers = new Metadata();
    headers.put(STATUS_PLEASE, "true");
    call.start(new Receiver(stream.events), headers);
    call.request(BUFFER);
    call.sendMessage(request.message());
    call.halfClose();
    return stream;
  }

  /**
   * The next piece, waiting for it.
   *
   * @return a piece that is not empty, or null when the answer is complete
   * @throws ScoringException if the answer broke off; what was read before is part of no answer
   * @throws TimeoutException if the deadline passed
   * @throws IllegalStateException if this stream is closed
   */
  public @Nullable String next() throws ScoringException, TimeoutException, InterruptedException {
    while (!ended) {
      if (closed) {
        throw new IllegalStateException("the stream of model " + request + " is closed");
      }
      String piece = take(await());
      if (!piece.isEmpty()) {
        return piece;
      }
    }
    return null;
  }

  private Event await() throws InterruptedException, TimeoutException {
    // gRPC keeps the deadline; the rest is for its threads to be heard.
    long nanos = dueNanos - System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    Event event = events.poll(Math.max(0, nanos), TimeUnit.NANOSECONDS);
    if (event == null) {
      close();
      throw new TimeoutException(where() + "no end within " + deadline);
    }
    return event;
  }

  private String take(Event event) throws ScoringException, TimeoutException {
    Status status = event.end;
    if (status != null && !status.isOk()) {
      // Stays for whoever asks again.
      events.add(event);
      Exception failure =
          TritonErrors.of(status.asException(), connection, request.toString(), deadline);
      if (failure instanceof TimeoutException) {
        throw (TimeoutException) failure;
      }
      throw (ScoringException) failure;
    }
    ModelStreamInferResponse message = event.message;
    if (message == null) {
      ended = true;
      return reader.end();
    }
    call.request(1);
    String error = message.getErrorMessage();
    if (!error.isEmpty()) {
      throw broken(event, TritonErrors.kindOf(error), connection.redact(error));
    }
    return read(event, message.getInferResponse());
  }

  private String read(Event event, ModelInferResponse answer) throws ScoringException {
    String piece;
    try {
      piece = reader.read(answer);
    } catch (UnreadableAnswerException e) {
      throw broken(event, Kind.MODEL_ERROR, "OK, but " + e.getMessage());
    }
    if (answer.getParametersOrDefault(FINAL, InferParameter.getDefaultInstance()).getBoolParam()) {
      ended = true;
      piece += reader.end();
    }
    return piece;
  }

  /** Ends the call, which a server would keep open for further requests. */
  private ScoringException broken(Event event, Kind kind, String text) {
    events.clear();
    events.add(event);
    call.cancel("the answer is broken", null);
    return new ScoringException(kind, where() + TritonErrors.shorten(text));
  }

  private String where() {
    return "model " + request + " at " + connection.server() + ": ";
  }

  /** Ends the stream; the server is told to stop. Closing twice is harmless. */
  @Override
  public void close() {
    closed = true;
    // Does nothing to a call that has ended.
    call.cancel("closed by the reader", null);
  }

  /** A message, or the end. */
  private static final class Event {
    private final @Nullable ModelStreamInferResponse message;
    private final @Nullable Status end;

    private Event(@Nullable ModelStreamInferResponse message, @Nullable Status end) {
      this.message = message;
      this.end = end;
    }
  }

  private static final class Receiver extends ClientCall.Listener<ModelStreamInferResponse> {
    private final BlockingQueue<Event> events;

    private Receiver(BlockingQueue<Event> events) {
      this.events = events;
    }

    @Override
    public void onMessage(ModelStreamInferResponse message) {
      events.add(new Event(message, null));
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
      events.add(new Event(null, status));
    }
  }
}
