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
package io.weir.dataflow.loopback;

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

/**
 * While it is open, Java's HTTP client, which Google's clients use, reaches nothing but the
 * loopback: whatever else it is asked for is refused, and remembered.
 */
final class OnlyLoopback implements AutoCloseable {
  private final List<URI> elsewhere = Collections.synchronizedList(new ArrayList<>());
  private final @Nullable ProxySelector before = ProxySelector.getDefault();

  private OnlyLoopback() {}

  static OnlyLoopback open() {
    OnlyLoopback only = new OnlyLoopback();
    ProxySelector.setDefault(only.new Refusal());
    return only;
  }

  /** What else was asked for. */
  List<URI> elsewhere() {
    synchronized (elsewhere) {
      return List.copyOf(elsewhere);
    }
  }

  @Override
  public void close() {
    ProxySelector.setDefault(before);
  }

  /** Asked before every connection. */
  private final class Refusal extends ProxySelector {
    @Override
    public List<Proxy> select(URI uri) {
      if (!isLoopback(uri)) {
        elsewhere.add(uri);
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
