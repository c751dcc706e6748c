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

import io.grpc.Attributes;
import io.grpc.EquivalentAddressGroup;
import io.grpc.NameResolver;
import io.grpc.Status;
import io.grpc.StatusOr;
import io.grpc.SynchronizationContext;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The addresses of a fixed list of endpoints. A host that no name service knows is left out, and
 * each address keeps the name of its endpoint, for which its certificate is checked.
 */
final class EndpointsResolver extends NameResolver {
  private final List<Endpoint> endpoints;
  private final SynchronizationContext context;
  private final Executor executor;
  private @Nullable Listener2 listener;
  // Touched in the synchronisation context only.
  private boolean looking;
  private boolean stopped;

  EndpointsResolver(List<Endpoint> endpoints, Args args) {
    this.endpoints = endpoints;
    this.context = args.getSynchronizationContext();
    Executor offload = args.getOffloadExecutor();
    this.executor = offload == null ? Runnable::run : offload;
  }

  @Override
  public String getServiceAuthority() {
    return endpoints.get(0).toString();
  }

  @Override
  public void start(Listener2 listener) {
    this.listener = listener;
    refresh();
  }

  @Override
  public void refresh() {
    if (looking || stopped) {
      return;
    }
    looking = true;
    executor.execute(
        () -> {
          ResolutionResult result =
              ResolutionResult.newBuilder().setAddressesOrError(addresses()).build();
          context.execute(() -> found(result));
        });
  }

  private void found(ResolutionResult result) {
    looking = false;
    Listener2 waiting = listener;
    if (!stopped && waiting != null) {
      waiting.onResult2(result);
    }
  }

  private StatusOr<List<EquivalentAddressGroup>> addresses() {
    List<EquivalentAddressGroup> addresses = new ArrayList<>();
    List<String> unknown = new ArrayList<>();
    for (Endpoint endpoint : endpoints) {
      try {
        Attributes attributes =
            Attributes.newBuilder()
                .set(EquivalentAddressGroup.ATTR_AUTHORITY_OVERRIDE, endpoint.toString())
                .build();
        for (InetAddress address : InetAddress.getAllByName(endpoint.host())) {
          addresses.add(
              new EquivalentAddressGroup(
                  new InetSocketAddress(address, endpoint.port()), attributes));
        }
      } catch (UnknownHostException e) {
        unknown.add(endpoint.host());
      }
    }
    return addresses.isEmpty()
        ? StatusOr.fromStatus(Status.UNAVAILABLE.withDescription("unknown host " + unknown))
        : StatusOr.fromValue(addresses);
  }

  @Override
  public void shutdown() {
    stopped = true;
  }
}
