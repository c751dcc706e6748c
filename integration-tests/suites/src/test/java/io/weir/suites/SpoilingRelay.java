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
package io.weir.suites;

import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.InsecureServerCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.weir.proto.inference.v2.GRPCInferenceServiceGrpc;
import io.weir.proto.inference.v2.GRPCInferenceServiceGrpc.GRPCInferenceServiceBlockingStub;
import io.weir.proto.inference.v2.ModelConfigRequest;
import io.weir.proto.inference.v2.ModelConfigResponse;
import io.weir.proto.inference.v2.ModelInferRequest;
import io.weir.proto.inference.v2.ModelInferResponse;
import io.weir.proto.inference.v2.ModelMetadataRequest;
import io.weir.proto.inference.v2.ModelMetadataResponse;
import io.weir.proto.inference.v2.ModelReadyRequest;
import io.weir.proto.inference.v2.ModelReadyResponse;
import io.weir.proto.inference.v2.ServerReadyRequest;
import io.weir.proto.inference.v2.ServerReadyResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Stands between a client and a server, and spoils the requests on their way: so a server gets what
 * no client of ours would send, and its own words come back.
 */
final class SpoilingRelay implements AutoCloseable {
  private final ManagedChannel channel;
  private final Server server;
  private volatile UnaryOperator<ModelInferRequest> spoiler = UnaryOperator.identity();

  private SpoilingRelay(String endpoint) throws IOException {
    channel = Grpc.newChannelBuilder(endpoint, InsecureChannelCredentials.create()).build();
    server =
        NettyServerBuilder.forAddress(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                InsecureServerCredentials.create())
            .addService(new Service(GRPCInferenceServiceGrpc.newBlockingStub(channel)))
            .build()
            .start();
  }

  static SpoilingRelay to(String endpoint) throws IOException {
    return new SpoilingRelay(endpoint);
  }

  String endpoint() {
    return "127.0.0.1:" + server.getPort();
  }

  /** What becomes of scoring requests from now on. */
  void spoil(UnaryOperator<ModelInferRequest> how) {
    spoiler = how;
  }

  @Override
  public void close() throws InterruptedException {
    server.shutdownNow().awaitTermination(10, TimeUnit.SECONDS);
    channel.shutdownNow().awaitTermination(10, TimeUnit.SECONDS);
  }

  private final class Service extends GRPCInferenceServiceGrpc.GRPCInferenceServiceImplBase {
    private final GRPCInferenceServiceBlockingStub stub;

    Service(GRPCInferenceServiceBlockingStub stub) {
      this.stub = stub;
    }

    private <R> void relay(StreamObserver<R> to, Supplier<R> answer) {
      R value;
      try {
        value = answer.get();
      } catch (StatusRuntimeException e) {
        to.onError(e.getStatus().withCause(null).asRuntimeException());
        return;
      }
      to.onNext(value);
      to.onCompleted();
    }

    private GRPCInferenceServiceBlockingStub stub() {
      return stub.withDeadlineAfter(30, TimeUnit.SECONDS);
    }

    @Override
    public void serverReady(ServerReadyRequest request, StreamObserver<ServerReadyResponse> to) {
      relay(to, () -> stub().serverReady(request));
    }

    @Override
    public void modelReady(ModelReadyRequest request, StreamObserver<ModelReadyResponse> to) {
      relay(to, () -> stub().modelReady(request));
    }

    @Override
    public void modelMetadata(
        ModelMetadataRequest request, StreamObserver<ModelMetadataResponse> to) {
      relay(to, () -> stub().modelMetadata(request));
    }

    @Override
    public void modelConfig(ModelConfigRequest request, StreamObserver<ModelConfigResponse> to) {
      relay(to, () -> stub().modelConfig(request));
    }

    @Override
    public void modelInfer(ModelInferRequest request, StreamObserver<ModelInferResponse> to) {
      relay(to, () -> stub().modelInfer(spoiler.apply(request)));
    }
  }
}
