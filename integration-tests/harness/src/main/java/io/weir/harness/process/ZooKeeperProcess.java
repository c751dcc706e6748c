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
package io.weir.harness.process;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A ZooKeeper of one node as a process of its own, on the loopback address. Its ticks are 500 ms,
 * so that sessions may end after a second.
 *
 * <pre>{@code
 * try (ZooKeeperProcess zooKeeper = ZooKeeperProcess.start(ClassPath.ofThisProcess(), null)) {
 *   connect(zooKeeper.address());
 * }
 * }</pre>
 *
 * <p>The class path holds {@code org.apache.zookeeper:zookeeper} with its dependencies and {@code
 * io.dropwizard.metrics:metrics-core} and {@code org.xerial.snappy:snappy-java}.
 */
public final class ZooKeeperProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int ANSWER_MILLIS = 2_000;

  private final OwnFolder folder;
  private final int port = FreePorts.next();
  private final List<Path> classPath;
  private final Server server;

  private ZooKeeperProcess(List<Path> classPath, @Nullable Path folder) {
    this.classPath = List.copyOf(classPath);
    this.folder = OwnFolder.of(folder, "zookeeper");
    this.server =
        new Server(
            "ZooKeeper that serves at " + address(),
            PATIENCE,
            this.folder,
            this::launch,
            () -> srvr().contains("Mode: standalone"));
  }

  /**
   * Starts one; returns when it serves.
   *
   * @param folder for its data and log; null: a temporary one, which goes with it
   * @throws AssertionError if it does not serve within a minute
   */
  public static ZooKeeperProcess start(List<Path> classPath, @Nullable Path folder) {
    return new ZooKeeperProcess(classPath, folder);
  }

  private JavaProcess launch() {
    Path settings = folder.path().resolve("zoo.cfg");
    try {
      Files.write(
          settings,
          List.of(
              "tickTime=500",
              "dataDir=" + folder.path().resolve("data"),
              "clientPort=" + port,
              "clientPortAddress=127.0.0.1",
              "admin.enableServer=false",
              "4lw.commands.whitelist=srvr"));
    } catch (IOException e) {
      throw new UncheckedIOException("ZooKeeper's settings cannot be written", e);
    }
    return new JavaCommand("zookeeper", folder.path(), ClassPath.withOwnClasses(classPath))
        .options(List.of("-Xmx96m", "-XX:+UseSerialGC"))
        .main("org.apache.zookeeper.server.ZooKeeperServerMain", List.of(String.valueOf(settings)))
        .start();
  }

  private String srvr() throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), ANSWER_MILLIS);
      socket.setSoTimeout(ANSWER_MILLIS);
      socket.getOutputStream().write("srvr".getBytes(US_ASCII));
      socket.getOutputStream().flush();
      return new String(socket.getInputStream().readAllBytes(), US_ASCII);
    }
  }

  /** Where clients find it, {@code host:port}. */
  public String address() {
    return "127.0.0.1:" + port;
  }

  /** Its process id. */
  public long pid() {
    return server.pid();
  }

  /** Kills it as {@code kill -9} does. */
  public void kill() {
    server.kill();
  }

  /** Starts it again on the same port and data; returns when it serves. */
  public void restart() {
    server.restart();
  }

  /** Stops it, and deletes its folder if it is a temporary one. */
  @Override
  public void close() {
    server.close();
  }
}
