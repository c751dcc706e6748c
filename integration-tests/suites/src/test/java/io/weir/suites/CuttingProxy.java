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

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Passes the bytes between a client and a server on, and cuts the connection in the middle of what
 * the server answers when it is told to.
 */
final class CuttingProxy implements AutoCloseable {
  private static final int UNCUT = Integer.MAX_VALUE;
  private static final int CONNECT_MILLIS = 5_000;

  private final ServerSocket listener;
  private final InetSocketAddress server;
  private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
  private final AtomicInteger left = new AtomicInteger(UNCUT);

  private CuttingProxy(String host, int port) throws IOException {
    server = new InetSocketAddress(host, port);
    listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    start("accept", this::accept);
  }

  static CuttingProxy to(String endpoint) throws IOException {
    int colon = endpoint.lastIndexOf(':');
    return new CuttingProxy(
        endpoint.substring(0, colon), Integer.parseInt(endpoint.substring(colon + 1)));
  }

  String endpoint() {
    return "127.0.0.1:" + listener.getLocalPort();
  }

  /** Lets so many bytes of answers through, cuts, and cuts no more after that. */
  void cutAfter(int bytes) {
    left.set(bytes);
  }

  /** Whether a cut that was asked for has been made. */
  boolean hasCut() {
    return left.get() == UNCUT;
  }

  private static void start(String name, Runnable task) {
    Thread thread = new Thread(task, "cutting-proxy-" + name);
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listener.accept();
        sockets.add(client);
        Socket upstream = new Socket();
        sockets.add(upstream);
        upstream.connect(server, CONNECT_MILLIS);
        start("questions", () -> pass(client, upstream, false));
        start("answers", () -> pass(upstream, client, true));
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  private void pass(Socket from, Socket to, boolean answers) {
    try (from;
        to) {
      InputStream input = from.getInputStream();
      OutputStream output = to.getOutputStream();
      byte[] buffer = new byte[1 << 13];
      for (int count = input.read(buffer); count >= 0; count = input.read(buffer)) {
        int allowed = answers ? allow(count) : count;
        output.write(buffer, 0, allowed);
        output.flush();
        if (allowed < count) {
          return;
        }
      }
    } catch (IOException e) {
      // Either side hung up.
    }
  }

  private int allow(int count) {
    int before = left.getAndUpdate(l -> l == UNCUT ? UNCUT : count > l ? UNCUT : l - count);
    return before == UNCUT ? count : Math.min(before, count);
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
