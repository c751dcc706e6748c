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
package io.weir.launcher.kafka;

import io.weir.launcher.ports.ReservedPort;
import io.weir.launcher.scratch.ScratchFolder;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.jspecify.annotations.Nullable;

/**
 * A Kafka of one node in this process: broker and KRaft controller on free ports of the loopback
 * address, data in a temporary folder of its own.
 *
 * <pre>{@code
 * try (EmbeddedKafka kafka = EmbeddedKafka.started()) {
 *   TopicCreator.on(kafka.bootstrapServers()).create(manifest, "");
 * }
 * }</pre>
 *
 * <p>{@link #stop} and {@link #start} make an outage: the data and the address stay. Nothing
 * outside this machine can reach it; there is no authentication. Topics are not created by use.
 */
public final class EmbeddedKafka implements AutoCloseable {
  private final ScratchFolder folder = ScratchFolder.create("kafka");
  private final ReservedPort brokerPort = ReservedPort.reserve();
  private final ReservedPort controllerPort = ReservedPort.reserve();
  private final String clusterId = Uuid.randomUuid().toString();
  private final Thread closeAtExit = new Thread(this::closeNow, "weir-kafka-exit");
  private boolean formatted;
  private boolean closed;
  private @Nullable KafkaRaftServer server;

  private EmbeddedKafka() {}

  /**
   * One that is not running yet, but whose address is known and kept from others. Whoever makes it
   * closes it, also when the process is told to end: then its clients have to go first.
   */
  public static EmbeddedKafka create() {
    return new EmbeddedKafka();
  }

  /** One that is running, and that is closed at the latest when the process ends. */
  public static EmbeddedKafka started() {
    EmbeddedKafka kafka = create();
    Runtime.getRuntime().addShutdownHook(kafka.closeAtExit);
    try {
      kafka.start();
      return kafka;
    } catch (RuntimeException e) {
      kafka.close();
      throw e;
    }
  }

  /** Its address, as clients want it; the same before, during and after an outage. */
  public String bootstrapServers() {
    return BrokerSettings.HOST + ":" + brokerPort.number();
  }

  /**
   * Starts it, for the first time or again on the same data; does nothing where it runs. Returns
   * when it answers clients.
   *
   * @throws IllegalStateException if it cannot start, or was closed
   */
  public synchronized void start() {
    if (closed) {
      throw new IllegalStateException("the embedded Kafka is closed, it cannot start again");
    }
    if (server != null) {
      return;
    }
    format();
    brokerPort.release();
    controllerPort.release();
    KafkaRaftServer starting =
        new KafkaRaftServer(
            KafkaConfig.fromProps(
                BrokerSettings.of(folder.path(), brokerPort.number(), controllerPort.number()),
                false),
            Time.SYSTEM);
    try {
      starting.startup();
    } catch (RuntimeException e) {
      throw new IllegalStateException("the embedded Kafka cannot start: " + e.getMessage(), e);
    }
    server = starting;
  }

  private void format() {
    if (formatted) {
      return;
    }
    try {
      new Formatter()
          .setPrintStream(
              new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
          .setNodeId(BrokerSettings.NODE_ID)
          .setClusterId(clusterId)
          .setDirectories(List.of(folder.path().toString()))
          .setMetadataLogDirectory(folder.path().toString())
          .setControllerListenerName(BrokerSettings.CONTROLLER_LISTENER)
          .run();
    } catch (Exception e) {
      throw new IllegalStateException(
          "the embedded Kafka's folder cannot be prepared: " + e.getMessage(), e);
    }
    formatted = true;
  }

  /** Stops it and keeps its data and address; does nothing where it does not run. */
  public synchronized void stop() {
    KafkaRaftServer running = server;
    server = null;
    if (running != null) {
      running.shutdown();
      running.awaitShutdown();
    }
  }

  /** Stops it for good and deletes its data; a second call does nothing. */
  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(closeAtExit);
    } catch (IllegalStateException e) {
      // The process is going down already.
    }
    closeNow();
  }

  private synchronized void closeNow() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      stop();
    } finally {
      brokerPort.release();
      controllerPort.release();
      folder.close();
    }
  }
}
