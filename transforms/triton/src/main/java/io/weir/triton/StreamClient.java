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
import io.weir.proto.inference.v2.GRPCInferenceServiceGrpc;
import io.weir.proto.inference.v2.ModelInferRequest;
import io.weir.proto.inference.v2.ModelStreamInferResponse;
import java.io.IOException;
import java.time.Duration;

/**
 * Asks models that answer piece by piece (decoupled models): language models, which give a token at
 * a time. Triton only.
 *
 * <pre>{@code
 * try (StreamClient client = StreamClient.open(server);
 *     TokenStream stream = client.start(request, Duration.ofSeconds(30))) {
 *   for (String piece = stream.next(); piece != null; piece = stream.next()) {
 *     answer.append(piece);
 *   }
 * }
 * }</pre>
 *
 * <p>Safe for use by several threads. The connection is the one that the models of this server use.
 * Streams go to its endpoints in turn, whatever the models' calls have met there.
 */
public final class StreamClient implements AutoCloseable {
  private final Connections.Lease lease;

  private StreamClient(Connections.Lease lease) {
    this.lease = lease;
  }

  /**
   * Takes a connection; contacts nobody yet.
   *
   * @throws IOException if a file that the settings name cannot be read
   * @throws io.weir.inference.InvalidModelException if one is no certificate or key
   */
  public static StreamClient open(TritonServer server) throws IOException {
    return new StreamClient(Connections.ofProcess().acquire(server));
  }

  /**
   * Sends a request. Returns at once: a failure shows when the first piece is read.
   *
   * @param deadline how long the whole answer may take from now on, more than zero
   * @return the answer, which the caller closes
   */
  public TokenStream start(StreamRequest request, Duration deadline) {
    Connection connection = lease.connection();
    ClientCall<ModelInferRequest, ModelStreamInferResponse> call =
        connection.newCall(
            GRPCInferenceServiceGrpc.getModelStreamInferMethod(), Connection.deadline(deadline));
    return TokenStream.start(call, request, connection, deadline);
  }

  /** Gives the connection back; close the streams first. Closing twice is harmless. */
  @Override
  public void close() {
    lease.close();
  }
}
