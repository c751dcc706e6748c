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

import io.grpc.InsecureServerCredentials;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerCredentials;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.weir.proto.inference.v2.GRPCInferenceServiceGrpc;
import io.weir.proto.inference.v2.ModelConfig;
import io.weir.proto.inference.v2.ModelConfigRequest;
import io.weir.proto.inference.v2.ModelConfigResponse;
import io.weir.proto.inference.v2.ModelInferRequest;
import io.weir.proto.inference.v2.ModelInferResponse;
import io.weir.proto.inference.v2.ModelMetadataRequest;
import io.weir.proto.inference.v2.ModelMetadataResponse;
import io.weir.proto.inference.v2.ModelReadyRequest;
import io.weir.proto.inference.v2.ModelReadyResponse;
import io.weir.proto.inference.v2.ModelStreamInferResponse;
import io.weir.proto.inference.v2.ServerReadyRequest;
import io.weir.proto.inference.v2.ServerReadyResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A real gRPC server on a loopback port that says what a test tells it to. */
final class ScriptedServer implements AutoCloseable {
  /** Answers one request with anything. */
  interface Infer extends BiConsumer<ModelInferRequest, StreamObserver<ModelInferResponse>> {}

  private final Server server;
  private final int port;
  private final List<Metadata> headers = new CopyOnWriteArrayList<>();
  private final List<ModelInferRequest> requests = new CopyOnWriteArrayList<>();

  volatile Supplier<Boolean> serverReady = () -> true;
  volatile Supplier<Boolean> modelReady = () -> true;
  volatile Supplier<ModelMetadataResponse> metadata = Answers::metadata;
  volatile Supplier<ModelConfig> config = Answers::config;
  volatile Infer infer = (request, observer) -> Answers.send(observer, Answers.sums(request));

  volatile @Nullable
      Function<StreamObserver<ModelStreamInferResponse>, StreamObserver<ModelInferRequest>>
      stream;

  private ScriptedServer(int port, ServerCredentials credentials) throws IOException {
    this.server =
        NettyServerBuilder.forAddress(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), port), credentials)
            .addService(new Service())
            .intercept(new Recorder())
            .maxInboundMessageSize(64 << 20)
            .build()
            .start();
    this.port = server.getPort();
  }

  static ScriptedServer start() throws IOException {
    return new ScriptedServer(0, InsecureServerCredentials.create());
  }

  static ScriptedServer startAt(int port) throws IOException {
    return startAt(port, InsecureServerCredentials.create());
  }

  static ScriptedServer start(ServerCredentials credentials) throws IOException {
    return new ScriptedServer(0, credentials);
  }

  static ScriptedServer startAt(int port, ServerCredentials credentials) throws IOException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (true) {
      try {
        return new ScriptedServer(port, credentials);
      } catch (IOException e) {
        // The one before may not have let go of the port yet.
        if (System.nanoTime() > end) {
          throw e;
        }
      }
    }
  }

  int port() {
    return port;
  }

  String endpoint() {
    return "127.0.0.1:" + port();
  }

  /** A source of this server's model with two features. */
  TritonModelSource.Builder source() {
    return Answers.source(endpoint());
  }

  void fails(Status status) {
    infer = (request, observer) -> observer.onError(status.asRuntimeException());
  }

  void answers(Function<ModelInferRequest, ModelInferResponse> answer) {
    infer = (request, observer) -> Answers.send(observer, answer.apply(request));
  }

  /** The headers of all calls so far. */
  List<Metadata> headers() {
    return headers;
  }

  /** The scoring requests so far. */
  List<ModelInferRequest> requests() {
    return requests;
  }

  /** Goes away gracefully: tells clients to go (GOAWAY), and lets running calls end. */
  void goAway() {
    server.shutdown();
  }

  @Override
  public void close() throws InterruptedException {
    server.shutdownNow();
    if (!server.awaitTermination(30, TimeUnit.SECONDS)) {
      throw new AssertionError("the server has not ended");
    }
  }

  private final class Recorder implements ServerInterceptor {
    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
        ServerCall<Q, R> call, Metadata metadata, ServerCallHandler<Q, R> next) {
      headers.add(metadata);
      return next.startCall(call, metadata);
    }
  }

  private static <T> void answer(Supplier<T> value, StreamObserver<T> observer) {
    T found;
    try {
      found = value.get();
    } catch (RuntimeException e) {
      observer.onError(e);
      return;
    }
    observer.onNext(found);
    observer.onCompleted();
  }

  private final class Service extends GRPCInferenceServiceGrpc.GRPCInferenceServiceImplBase {
    @Override
    public void serverReady(
        ServerReadyRequest request, StreamObserver<ServerReadyResponse> observer) {
      answer(() -> ServerReadyResponse.newBuilder().setReady(serverReady.get()).build(), observer);
    }

    @Override
    public void modelReady(ModelReadyRequest request, StreamObserver<ModelReadyResponse> observer) {
      answer(() -> ModelReadyResponse.newBuilder().setReady(modelReady.get()).build(), observer);
    }

    @Override
    public void modelMetadata(
        ModelMetadataRequest request, StreamObserver<ModelMetadataResponse> observer) {
      answer(metadata, observer);
    }

    @Override
    public void modelConfig(
        ModelConfigRequest request, StreamObserver<ModelConfigResponse> observer) {
      answer(() -> ModelConfigResponse.newBuilder().setConfig(config.get()).build(), observer);
    }

    @Override
    public void modelInfer(ModelInferRequest request, StreamObserver<ModelInferResponse> observer) {
      requests.add(request);
      infer.accept(request, observer);
    }

    @Override
    public StreamObserver<ModelInferRequest> modelStreamInfer(
        StreamObserver<ModelStreamInferResponse> observer) {
      Function<StreamObserver<ModelStreamInferResponse>, StreamObserver<ModelInferRequest>> script =
          stream;
      return script == null ? super.modelStreamInfer(observer) : script.apply(observer);
    }
  }
}
