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

import io.grpc.Status;
import io.grpc.StatusException;
import io.weir.inference.InvalidModelException;
import io.weir.inference.ScoringException.Kind;
import io.weir.proto.inference.v2.GRPCInferenceServiceGrpc;
import io.weir.proto.inference.v2.ModelConfig;
import io.weir.proto.inference.v2.ModelConfigRequest;
import io.weir.proto.inference.v2.ModelMetadataRequest;
import io.weir.proto.inference.v2.ModelMetadataResponse;
import io.weir.proto.inference.v2.ModelReadyRequest;
import io.weir.proto.inference.v2.ServerReadyRequest;
import java.io.IOException;

/**
 * What a server says of a model when it is opened: first that it is ready, then what it takes.
 *
 * <p>Triton answers every question. MLServer and KServe know no ModelConfig, and their metadata may
 * hold no tensors; what a server does not say is not compared.
 */
final class Reception {
  private final TritonModelSource source;
  private final Connection connection;
  private final Inquiry inquiry;
  private String lastWord = "no answer yet";

  Reception(TritonModelSource source, Connection connection) {
    this.source = source;
    this.connection = connection;
    this.inquiry = new Inquiry(connection, Connection.deadline(source.openTimeout()));
  }

  /**
   * Waits until the model is ready and asks what it is.
   *
   * @throws IOException if it was not within the time
   * @throws InvalidModelException if no waiting would help
   */
  TritonSignature await() throws IOException {
    while (true) {
      try {
        if (isReady()) {
          return TritonSignature.check(source, metadata(), config());
        }
      } catch (StatusException e) {
        lastWord = refuse(e);
      }
      if (inquiry.timeIsUp()) {
        throw new IOException(
            "model "
                + source
                + ": not ready within "
                + source.openTimeout()
                + "; last: "
                + lastWord);
      }
      inquiry.pause();
    }
  }

  private boolean isReady() throws StatusException, IOException {
    if (!inquiry
        .ask(
            GRPCInferenceServiceGrpc.getServerReadyMethod(),
            ServerReadyRequest.getDefaultInstance())
        .getReady()) {
      lastWord = "the server is not ready";
      return false;
    }
    if (isModelReady()) {
      return true;
    }
    lastWord = "the model is not ready";
    // That is all a server says of a model it does not have. Asked for its metadata, it says more.
    ModelMetadataResponse unused = metadata();
    return false;
  }

  private boolean isModelReady() throws StatusException, IOException {
    ModelReadyRequest request =
        ModelReadyRequest.newBuilder()
            .setName(source.description().name())
            .setVersion(source.version())
            .build();
    try {
      return inquiry.ask(GRPCInferenceServiceGrpc.getModelReadyMethod(), request).getReady();
    } catch (StatusException e) {
      // MLServer says UNKNOWN of a model that it does not know.
      if (e.getStatus().getCode() == Status.Code.UNKNOWN
          || e.getStatus().getCode() == Status.Code.NOT_FOUND) {
        return false;
      }
      throw e;
    }
  }

  private ModelMetadataResponse metadata() throws StatusException, IOException {
    ModelMetadataRequest request =
        ModelMetadataRequest.newBuilder()
            .setName(source.description().name())
            .setVersion(source.version())
            .build();
    try {
      return inquiry.ask(GRPCInferenceServiceGrpc.getModelMetadataMethod(), request);
    } catch (StatusException e) {
      if (TritonErrors.isWithheld(e.getStatus())) {
        return ModelMetadataResponse.getDefaultInstance();
      }
      throw e;
    }
  }

  private ModelConfig config() throws StatusException, IOException {
    ModelConfigRequest request =
        ModelConfigRequest.newBuilder()
            .setName(source.description().name())
            .setVersion(source.version())
            .build();
    try {
      return inquiry.ask(GRPCInferenceServiceGrpc.getModelConfigMethod(), request).getConfig();
    } catch (StatusException e) {
      if (TritonErrors.isWithheld(e.getStatus())) {
        return ModelConfig.getDefaultInstance();
      }
      throw e;
    }
  }

  /** Says what the server said, unless it will say so for ever. */
  private String refuse(StatusException failure) {
    Status status = failure.getStatus();
    if (inquiry.timeIsUp() && status.getCode() == Status.Code.DEADLINE_EXCEEDED) {
      // That the time is up is no news; what came before tells more.
      return lastWord;
    }
    String text = connection.redact(TritonErrors.text(status));
    String word = status.getCode() + (text.isEmpty() ? "" : ": " + text);
    if (TritonErrors.kindOf(status) == Kind.PERMANENT) {
      throw new InvalidModelException("model " + source + ": " + word);
    }
    return word;
  }
}
