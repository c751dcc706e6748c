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
package io.weir.suites.dataflow;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.rules.ExternalResource;

/**
 * Lets Java's HTTP client, which Google's clients use, open nothing but the loopback: whatever else
 * it is asked for is refused, and fails the test class in the end.
 */
final class OnlyLoopback extends ExternalResource {
  private final List<URI> others = Collections.synchronizedList(new ArrayList<>());
  private @Nullable ProxySelector before;

  @Override
  protected void before() {
    before = ProxySelector.getDefault();
    ProxySelector.setDefault(new Refusal());
  }

  @Override
  protected void after() {
    ProxySelector.setDefault(before);
    assertThat("asked for outside the loopback", others, empty());
  }

  /** Asked before every connection. */
  private final class Refusal extends ProxySelector {
    @Override
    public List<Proxy> select(URI uri) {
      if (!isLoopback(uri)) {
        others.add(uri);
        throw new IllegalArgumentException(uri + " is not on the loopback");
      }
      return List.of(Proxy.NO_PROXY);
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException cause) {}
  }

  private static boolean isLoopback(URI uri) {
    try {
      return InetAddress.getByName(uri.getHost()).isLoopbackAddress();
    } catch (IOException e) {
      return false;
    }
  }
}
