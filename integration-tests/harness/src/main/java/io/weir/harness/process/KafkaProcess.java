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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A Kafka of one node (broker and controller) as a process of its own, on the loopback address.
 * Topics are not created by use.
 *
 * <pre>{@code
 * try (KafkaProcess kafka = KafkaProcess.start(ClassPath.ofThisProcess(), null)) {
 *   connect(kafka.bootstrapServers());
 *   kafka.kill();
 *   kafka.restart();
 * }
 * }</pre>
 *
 * <p>The class path holds {@code org.apache.kafka:kafka_2.13} with its dependencies.
 */
public final class KafkaProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final int CONNECT_MILLIS = 2_000;
  private static final String HOST = "127.0.0.1:";

  private final OwnFolder folder;
  private final List<Path> classPath;
  private final @Nullable KafkaSecurity security;
  private final int port = FreePorts.next();
  private final int controllerPort = FreePorts.next();
  private final Server server;

  private KafkaProcess(List<Path> classPath, OwnFolder folder, boolean secured) {
    this.classPath = List.copyOf(classPath);
    this.folder = folder;
    try {
      this.security = secured ? KafkaSecurity.in(folder.path()) : null;
      writeSettings();
      format();
    } catch (RuntimeException | Error e) {
      folder.close();
      throw e;
    }
    this.server =
        new Server(
            "Kafka that takes connections at " + bootstrapServers(),
            PATIENCE,
            folder,
            this::launch,
            this::takesConnections);
  }

  /**
   * Starts one with empty data, without encryption or authentication; returns when it takes
   * connections.
   *
   * @param folder for its data and log; null: a temporary one, which goes with it
   * @throws AssertionError if it does not within 3 minutes
   */
  public static KafkaProcess start(List<Path> classPath, @Nullable Path folder) {
    return new KafkaProcess(classPath, OwnFolder.of(folder, "kafka"), false);
  }

  /**
   * Starts one with empty data that takes connections by SASL_SSL alone: TLS with a certificate of
   * its own, and one user with a password by chance, by SCRAM-SHA-512, who may do everything: make
   * other users, and allow them what they may do. {@link #clientSettings} has what a client needs.
   *
   * @param folder for its data, log and certificate; null: a temporary one, which goes with it
   * @throws AssertionError if it does not take connections within 3 minutes
   */
  public static KafkaProcess startSecured(List<Path> classPath, @Nullable Path folder) {
    return new KafkaProcess(classPath, OwnFolder.of(folder, "kafka"), true);
  }

  private Path settings() {
    return folder.path().resolve("server.properties");
  }

  private void writeSettings() {
    String listener = security == null ? "PLAINTEXT" : "SASL_SSL";
    List<String> lines = new ArrayList<>();
    lines.add("process.roles=broker,controller");
    lines.add("node.id=1");
    lines.add("controller.quorum.voters=1@" + HOST + controllerPort);
    lines.add(
        "listeners=" + listener + "://" + HOST + port + ",CONTROLLER://" + HOST + controllerPort);
    lines.add("advertised.listeners=" + listener + "://" + HOST + port);
    lines.add(
        "listener.security.protocol.map=" + listener + ":" + listener + ",CONTROLLER:PLAINTEXT");
    lines.add("inter.broker.listener.name=" + listener);
    lines.add("controller.listener.names=CONTROLLER");
    lines.add("log.dirs=" + folder.path().resolve("data"));
    lines.add("auto.create.topics.enable=false");
    lines.add("default.replication.factor=1");
    lines.add("offsets.topic.replication.factor=1");
    lines.add("offsets.topic.num.partitions=1");
    lines.add("transaction.state.log.replication.factor=1");
    lines.add("transaction.state.log.min.isr=1");
    lines.add("transaction.state.log.num.partitions=1");
    lines.add("group.initial.rebalance.delay.ms=0");
    lines.add("num.network.threads=2");
    lines.add("num.io.threads=2");
    lines.add("background.threads=2");
    lines.add("log.cleaner.dedupe.buffer.size=2097152");
    lines.add("log.cleaner.io.buffer.size=65536");
    if (security != null) {
      security.brokerSettings().forEach((name, value) -> lines.add(name + "=" + value));
    }
    String text = String.join("\n", lines) + "\n";
    if (security != null) {
      KafkaSecurity.write(settings(), text);
      return;
    }
    try {
      Files.writeString(settings(), text);
    } catch (IOException e) {
      throw new UncheckedIOException("Kafka's settings cannot be written", e);
    }
  }

  private void format() {
    List<String> arguments =
        new ArrayList<>(List.of("format", "-t", clusterId(), "-c", settings().toString()));
    if (security != null) {
      arguments.addAll(List.of("--add-scram", Guarded.FILE + security.user()));
    }
    JavaProcess formatting =
        new JavaCommand("kafka-format", folder.path(), ClassPath.withOwnClasses(classPath))
            .options(List.of("-Xmx96m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"))
            .main("kafka.tools.StorageTool", arguments)
            .start();
    Waiting.until("formatted folder for Kafka", PATIENCE, formatting::alive, running -> !running);
    if (!Files.exists(folder.path().resolve("data").resolve("meta.properties"))) {
      throw new IllegalStateException("Kafka's folder is not formatted: " + formatting.tail());
    }
  }

  private static String clusterId() {
    UUID id = UUID.randomUUID();
    byte[] bytes =
        ByteBuffer.allocate(16)
            .putLong(id.getMostSignificantBits())
            .putLong(id.getLeastSignificantBits())
            .array();
    String text = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    // Kafka's own never begin like an option.
    return text.startsWith("-") ? "A" + text.substring(1) : text;
  }

  private JavaProcess launch() {
    return new JavaCommand("kafka", folder.path(), ClassPath.withOwnClasses(classPath))
        .options(List.of("-Xmx384m", "-XX:+UseSerialGC"))
        .main("kafka.Kafka", List.of(settings().toString()))
        .start();
  }

  private boolean takesConnections() throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
      return socket.isConnected();
    }
  }

  /** Its address, the same before and after {@link #restart}. */
  public String bootstrapServers() {
    return HOST + port;
  }

  /**
   * What a client must be told beside the address, by the names of Kafka's own settings: nothing,
   * unless it was started by {@link #startSecured}. Holds the password.
   */
  public Map<String, String> clientSettings() {
    return security == null ? Map.of() : security.clientSettings();
  }

  /** Its process id. */
  public long pid() {
    return server.pid();
  }

  /** Kills it as {@code kill -9} does; its data stay as they are on the disk. */
  public void kill() {
    server.kill();
  }

  /** Starts it again on the same port and data; returns when it takes connections. */
  public void restart() {
    server.restart();
  }

  /** Stops it, and deletes its folder if it is a temporary one. */
  @Override
  public void close() {
    server.close();
  }
}
