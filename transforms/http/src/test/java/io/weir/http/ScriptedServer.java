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
package io.weir.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A server of HTTP/1.1 on a plain socket that does what a test says, also what no server should.
 * Answers are given in the order in which they were added, and then the last one for ever.
 */
final class ScriptedServer implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 30;

  /** What is done about a request. */
  interface Answer {
    /**
     * Answers.
     *
     * @return whether the connection stays open
     */
    boolean give(Exchanged exchange) throws IOException;
  }

  /** What is done about a new connection instead of serving it. */
  interface Greeting {
    void give(Socket connection) throws IOException;
  }

  private final ServerSocket socket;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger connections = new AtomicInteger();
  private final BlockingQueue<Request> requests = new LinkedBlockingQueue<>();
  private final BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
  private final CountDownLatch peerLeft = new CountDownLatch(1);
  private @Nullable Answer last;
  private volatile @Nullable Greeting greeting;

  ScriptedServer() throws IOException {
    this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    thread(this::accept);
  }

  ScriptedServer then(Answer answer) {
    answers.add(answer);
    return this;
  }

  /** Does something about each new connection and then closes it. */
  void onConnect(Greeting newGreeting) {
    greeting = newGreeting;
  }

  String base() {
    return "http://127.0.0.1:" + socket.getLocalPort();
  }

  HttpEndpoint endpoint() {
    return HttpEndpoint.at(base()).build();
  }

  int connections() {
    return connections.get();
  }

  int unreadRequests() {
    return requests.size();
  }

  /** The oldest request that was not asked for yet. */
  Request request() throws InterruptedException {
    return Objects.requireNonNull(
        requests.poll(PATIENCE_SECONDS, TimeUnit.SECONDS), "no request came");
  }

  /** Whether a peer closed its connection while an answer waited for that. */
  boolean awaitPeerLeft() throws InterruptedException {
    return peerLeft.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  /** A whole answer. */
  static Answer status(int status, String body, String... headers) {
    return exchange -> {
      byte[] bytes = body.getBytes(UTF_8);
      exchange.head(status, bytes.length, headers);
      exchange.out.write(bytes);
      return true;
    };
  }

  static Answer ok(String body) {
    return status(200, body);
  }

  /** No answer until the peer gives up. */
  static Answer silence() {
    return Exchanged::awaitLeaving;
  }

  /** A head, a part of the body, and then nothing until the peer gives up. */
  static Answer stall() {
    return exchange -> {
      exchange.head(200, 1000);
      exchange.out.write("{\"scores\": [".getBytes(UTF_8));
      exchange.out.flush();
      return exchange.awaitLeaving();
    };
  }

  /** A head, a part of the body, and the end. */
  static Answer truncated() {
    return exchange -> {
      exchange.head(200, 1000);
      exchange.out.write("{\"scores\": [".getBytes(UTF_8));
      return false;
    };
  }

  /** The end, without a word. */
  static Answer hangUp() {
    return exchange -> false;
  }

  /** The end, and the peer is told that it was none of the regular ones. */
  static Answer reset() {
    return exchange -> {
      exchange.socket.setSoLinger(true, 0);
      return false;
    };
  }

  /** Holds the answer back until a latch opens. */
  static Answer after(CountDownLatch latch, Answer answer) {
    return exchange -> {
      try {
        if (!latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
          return false;
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
      return answer.give(exchange);
    };
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        Socket connection = socket.accept();
        open.add(connection);
        int number = connections.incrementAndGet();
        thread(() -> serve(connection, number));
      } catch (IOException e) {
        return;
      }
    }
  }

  /** One at a time: two connections may ask while the only answer is becoming the last one. */
  private synchronized Answer nextAnswer() {
    Answer next = answers.poll();
    if (next != null) {
      last = next;
    }
    return Objects.requireNonNull(last, "no answer is set");
  }

  private void serve(Socket connection, int number) {
    try (connection) {
      Greeting hello = greeting;
      if (hello != null) {
        hello.give(connection);
        return;
      }
      InputStream in = new BufferedInputStream(connection.getInputStream());
      OutputStream out = connection.getOutputStream();
      boolean open = true;
      while (open) {
        Request request = Request.read(in, number);
        if (request == null) {
          return;
        }
        requests.add(request);
        open = nextAnswer().give(new Exchanged(this, request, connection, in, out));
        out.flush();
      }
    } catch (IOException e) {
      // The peer left, or the test is over.
    } finally {
      open.remove(connection);
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
    for (Socket connection : open) {
      connection.close();
    }
  }

  private static void thread(Runnable task) {
    Thread thread = new Thread(task, "scripted-server");
    thread.setDaemon(true);
    thread.start();
  }

  /** A request that came and what it can be answered through. */
  static final class Exchanged {
    private final ScriptedServer server;
    final Request request;
    final Socket socket;
    private final InputStream in;
    final OutputStream out;

    Exchanged(
        ScriptedServer server, Request request, Socket socket, InputStream in, OutputStream out) {
      this.server = server;
      this.request = request;
      this.socket = socket;
      this.in = in;
      this.out = out;
    }

    void head(int status, long length, String... headers) throws IOException {
      StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " Any\r\n");
      if (length >= 0) {
        head.append("Content-Length: ").append(length).append("\r\n");
      }
      for (String header : headers) {
        head.append(header).append("\r\n");
      }
      out.write(head.append("\r\n").toString().getBytes(ISO_8859_1));
    }

    boolean awaitLeaving() throws IOException {
      try {
        while (in.read() >= 0) {
          // More than one request at once would be as wrong as silence.
        }
      } catch (IOException e) {
        // Reset is a way to leave, too.
      }
      server.peerLeft.countDown();
      return false;
    }
  }

  /** A request as it came. */
  static final class Request {
    final int connection;
    final String line;
    final Map<String, String> headers;
    final String body;

    private Request(int connection, String line, Map<String, String> headers, String body) {
      this.connection = connection;
      this.line = line;
      this.headers = headers;
      this.body = body;
    }

    String header(String name) {
      return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    }

    static @Nullable Request read(InputStream in, int connection) throws IOException {
      String line = readLine(in);
      if (line.isEmpty()) {
        return null;
      }
      Map<String, String> headers = new HashMap<>();
      String header = readLine(in);
      while (!header.isEmpty()) {
        List<String> parts = List.of(header.split(": *", 2));
        headers.put(parts.get(0).toLowerCase(Locale.ROOT), parts.get(1));
        header = readLine(in);
      }
      int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
      return new Request(connection, line, headers, new String(in.readNBytes(length), UTF_8));
    }

    private static String readLine(InputStream in) throws IOException {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      int next = in.read();
      while (next >= 0 && next != '\n') {
        if (next != '\r') {
          line.write(next);
        }
        next = in.read();
      }
      return line.toString(ISO_8859_1);
    }
  }
}
