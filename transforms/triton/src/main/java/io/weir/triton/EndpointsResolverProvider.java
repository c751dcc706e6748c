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

import io.grpc.NameResolver;
import io.grpc.NameResolverProvider;
import io.grpc.NameResolverRegistry;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes channels understand a target that is a list of endpoints. */
final class EndpointsResolverProvider extends NameResolverProvider {
  private static final String SCHEME = "weir-endpoints";

  static {
    NameResolverRegistry.getDefaultRegistry().register(new EndpointsResolverProvider());
  }

  private EndpointsResolverProvider() {}

  /** The target of a channel to these endpoints. */
  static String target(TritonServer server) {
    try {
      // This constructor escapes what an IPv6 address must not have in a path.
      return new URI(SCHEME, "", "/" + server.address(), null, null).toString();
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(e);
    }
  }

  @Override
  public @Nullable NameResolver newNameResolver(URI target, NameResolver.Args args) {
    if (!SCHEME.equals(target.getScheme())) {
      return null;
    }
    List<Endpoint> endpoints = new ArrayList<>();
    for (String endpoint : target.getPath().substring(1).split(",", -1)) {
      endpoints.add(Endpoint.parse(endpoint));
    }
    return new EndpointsResolver(endpoints, args);
  }

  @Override
  public String getDefaultScheme() {
    return SCHEME;
  }

  @Override
  public Collection<Class<? extends SocketAddress>> getProducedSocketAddressTypes() {
    return Set.of(InetSocketAddress.class);
  }

  @Override
  protected boolean isAvailable() {
    return true;
  }

  /** Below those that gRPC brings, so that the default scheme stays theirs. */
  @Override
  protected int priority() {
    return 1;
  }
}
