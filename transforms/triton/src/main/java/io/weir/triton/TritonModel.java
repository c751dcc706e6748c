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

import com.google.protobuf.UnsafeByteOperations;
import io.grpc.Deadline;
import io.grpc.Status;
import io.weir.inference.FeatureRows;
import io.weir.inference.Model;
import io.weir.inference.ModelDescription;
import io.weir.inference.Scores;
import io.weir.inference.ScoringException;
import io.weir.inference.ScoringException.Kind;
import io.weir.proto.inference.v2.GRPCInferenceServiceGrpc;
import io.weir.proto.inference.v2.ModelInferRequest;
import io.weir.proto.inference.v2.ModelInferRequest.InferInputTensor;
import io.weir.proto.inference.v2.ModelInferRequest.InferRequestedOutputTensor;
import io.weir.proto.inference.v2.ModelInferResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A model on a server, opened by a {@link TritonModelSource}. Each batch is one call, made a second
 * time only where {@link TritonServer} says so, and nothing waits in a thread for it: calls beyond
 * {@link TritonServer.Builder#maxInFlight} wait in a queue.
 *
 * <p>Scores carry the version that the server says has answered, which may change between two
 * calls. Cost of a call: one copy of the rows into the bytes of the request.
 *
 * <p>Safe for use by several threads. What depends on a returned future may run in the thread that
 * reads from the network: it must not block, or be added with an {@code Async} method.
 */
public final class TritonModel implements Model {
  private static final String UNVERSIONED = "unversioned";

  private final TritonModelSource source;
  private final ModelDescription description;
  private final TritonSignature signature;
  private final Connections.Lease lease;
  private final EndpointCircuits circuits;

  private TritonModel(
      TritonModelSource source, TritonSignature signature, Connections.Lease lease) {
    this.source = source;
    this.signature = signature;
    this.lease = lease;
    ModelDescription asked = source.description();
    this.description =
        ModelDescription.named(asked.name())
            .version(asked.version())
            .lane(asked.lane())
            .features(asked.features())
            .maxBatch(signature.maxBatch())
            .batchInvariant(asked.batchInvariant())
            .build();
    this.circuits = new EndpointCircuits(description.toString());
  }

  static TritonModel open(TritonModelSource source) throws IOException {
    Connections.Lease lease = Connections.ofProcess().acquire(source.server());
    boolean opened = false;
    try {
      TritonSignature signature = new Reception(source, lease.connection()).await();
      TritonModel model = new TritonModel(source, signature, lease);
      opened = true;
      return model;
    } finally {
      if (!opened) {
        lease.close();
      }
    }
  }

  @Override
  public ModelDescription description() {
    return description;
  }

  @Override
  public CompletableFuture<Scores> score(FeatureRows rows, Duration deadline) {
    return score(rows, deadline, null);
  }

  /** Scores elsewhere than the earlier call of this model was made last, if there is a choice. */
  @Override
  public CompletableFuture<Scores> scoreAgain(
      FeatureRows rows, Duration deadline, CompletableFuture<Scores> earlier) {
    String avoided = earlier instanceof TritonCall ? ((TritonCall) earlier).endpoint() : null;
    return score(rows, deadline, avoided);
  }

  private CompletableFuture<Scores> score(
      FeatureRows rows, Duration deadline, @Nullable String avoided) {
    int columns = description.features().size();
    if (rows.rows() > description.maxBatch() || rows.columns() != columns) {
      return CompletableFuture.failedFuture(
          new IllegalArgumentException(
              String.format(
                  "batch is %d rows of %d columns; allowed: 1 to %d rows of %d columns",
                  rows.rows(), rows.columns(), description.maxBatch(), columns)));
    }
    TritonCall call = new TritonCall(this, rows, deadline);
    call.start(avoided);
    return call;
  }

  EndpointCircuits circuits() {
    return circuits;
  }

  /** Asks one endpoint, which the attempt chooses. */
  void ask(Attempt attempt, FeatureRows rows, Deadline deadline) {
    lease
        .connection()
        .callInTurn(
            GRPCInferenceServiceGrpc.getModelInferMethod(), () -> request(rows), deadline, attempt);
  }

  private ModelInferRequest request(FeatureRows rows) {
    byte[] bytes = new byte[rows.rows() * rows.columns() * Float.BYTES];
    rows.copyTo(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer());
    ModelInferRequest.Builder request =
        ModelInferRequest.newBuilder()
            .setModelName(description.name())
            .setModelVersion(source.version())
            .addInputs(
                InferInputTensor.newBuilder()
                    .setName(signature.input())
                    .setDatatype(TritonSignature.INPUT_TYPE)
                    .addShape(rows.rows())
                    .addShape(rows.columns()))
            .addRawInputContents(UnsafeByteOperations.unsafeWrap(bytes));
    String output = signature.output();
    if (output != null) {
      request.addOutputs(InferRequestedOutputTensor.newBuilder().setName(output));
    }
    return request.build();
  }

  /**
   * Takes the scores out of an answer.
   *
   * @throws ScoringException if they are not there
   */
  Scores read(ModelInferResponse answer, int rows) throws ScoringException {
    float[] values;
    try {
      values = ScoreReader.read(answer, signature.output(), rows);
    } catch (UnreadableAnswerException e) {
      throw new ScoringException(
          Kind.MODEL_ERROR, "model " + source + ": OK, but " + e.getMessage(), e);
    }
    String version = answer.getModelVersion();
    if (version.isEmpty()) {
      version = source.version().isEmpty() ? UNVERSIONED : source.version();
    }
    return Scores.of(values, version);
  }

  /** What a failed attempt means. */
  Throwable told(Throwable failure, Duration deadline) {
    Throwable cause = failure;
    if (failure instanceof CompletionException && failure.getCause() != null) {
      cause = failure.getCause();
    }
    if (cause instanceof CancellationException || cause instanceof Error) {
      return cause;
    }
    if (cause instanceof TimeoutException) {
      cause =
          Status.DEADLINE_EXCEEDED
              .withDescription("an endpoint that had failed was given less")
              .asException();
    }
    return TritonErrors.of(cause, lease.connection(), description.toString(), deadline);
  }

  /**
   * Gives its share of the connection back. The last to do so waits up to 10 seconds for running
   * calls.
   */
  @Override
  public void close() {
    lease.close();
  }
}
