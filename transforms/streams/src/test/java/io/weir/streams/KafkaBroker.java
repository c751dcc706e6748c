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

package io.weir.streams;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;
import org.junit.rules.ExternalResource;

/** A Kafka of one node, broker and controller, in this process and a temporary folder. */
final class KafkaBroker extends ExternalResource {
  private static final String HOST = "localhost";
  private static final long TIMEOUT_SECONDS = 60;

  // Kept here because a logger that nobody holds forgets its level.
  private static final List<Logger> QUIET =
      quiet("kafka", "org.apache.kafka", "state.change.logger", "org.apache.beam.sdk");

  private Path folder = Path.of("");
  private int port;
  private List<AutoCloseable> open = new ArrayList<>();

  private static List<Logger> quiet(String... names) {
    List<Logger> loggers = new ArrayList<>();
    for (String name : names) {
      Logger logger = Logger.getLogger(name);
      logger.setLevel(Level.SEVERE);
      loggers.add(logger);
    }
    return loggers;
  }

  @Override
  protected void before() throws Exception {
    if (QUIET.isEmpty()) {
      throw new AssertionError("loggers");
    }
    folder = Files.createTempDirectory("kafka");
    open.add(this::deleteFolder);
    port = freePort();
    int controllerPort = freePort();
    format();
    Map<String, Object> settings = new HashMap<>();
    settings.put("process.roles", "broker,controller");
    settings.put("node.id", "1");
    settings.put("controller.quorum.voters", "1@" + HOST + ":" + controllerPort);
    settings.put("controller.listener.names", "CONTROLLER");
    settings.put(
        "listeners",
        "PLAINTEXT://" + HOST + ":" + port + ",CONTROLLER://" + HOST + ":" + controllerPort);
    settings.put("advertised.listeners", "PLAINTEXT://" + HOST + ":" + port);
    settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    settings.put("log.dirs", folder.toString());
    settings.put("offsets.topic.replication.factor", "1");
    settings.put("offsets.topic.num.partitions", "1");
    settings.put("transaction.state.log.replication.factor", "1");
    settings.put("transaction.state.log.num.partitions", "1");
    settings.put("transaction.state.log.min.isr", "1");
    settings.put("group.initial.rebalance.delay.ms", "0");
    settings.put("log.cleaner.enable", "false");
    KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(settings), Time.SYSTEM);
    open.add(
        () -> {
          server.shutdown();
          server.awaitShutdown();
        });
    server.startup();
  }

  private void format() throws Exception {
    new Formatter()
        .setPrintStream(new PrintStream(new ByteArrayOutputStream(), true, "UTF-8"))
        .setClusterId(Uuid.randomUuid().toString())
        .setNodeId(1)
        .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
        .setControllerListenerName("CONTROLLER")
        .setMetadataLogDirectory(folder.toString())
        .addDirectory(folder.toString())
        .run();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(HOST))) {
      return socket.getLocalPort();
    }
  }

  @Override
  protected void after() {
    Collections.reverse(open);
    for (AutoCloseable resource : open) {
      try {
        resource.close();
      } catch (Exception e) {
        throw new AssertionError("cannot close the broker", e);
      }
    }
    open = new ArrayList<>();
  }

  private void deleteFolder() throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).collect(Collectors.toList())) {
        Files.delete(path);
      }
    }
  }

  String bootstrapServers() {
    return HOST + ":" + port;
  }

  /** Creates a topic whose records carry the time at which the broker took them. */
  void createTopic(String name, int partitions) throws Exception {
    NewTopic topic =
        new NewTopic(name, partitions, (short) 1)
            .configs(Collections.singletonMap("message.timestamp.type", "LogAppendTime"));
    try (Admin admin = Admin.create(connection())) {
      admin
          .createTopics(Collections.singletonList(topic))
          .all()
          .get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    }
  }

  /** Sends in order and waits for the broker to have taken all. */
  void send(List<ProducerRecord<byte[], byte[]>> records) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(connection(), new ByteArraySerializer(), new ByteArraySerializer())) {
      List<Future<?>> sent = new ArrayList<>();
      for (ProducerRecord<byte[], byte[]> record : records) {
        sent.add(producer.send(record));
      }
      for (Future<?> one : sent) {
        one.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
      }
    }
  }

  /** Deletes what a partition has before an offset, as retention does. */
  void deleteRecords(String topic, int partition, long beforeOffset) throws Exception {
    try (Admin admin = Admin.create(connection())) {
      admin
          .deleteRecords(
              Collections.singletonMap(
                  new TopicPartition(topic, partition), RecordsToDelete.beforeOffset(beforeOffset)))
          .all()
          .get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    }
  }

  /** Sends a record in a transaction that is then taken back. */
  void sendAndAbort(ProducerRecord<byte[], byte[]> record) throws Exception {
    Map<String, Object> settings = connection();
    settings.put("transactional.id", "aborts");
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.initTransactions();
      producer.beginTransaction();
      producer.send(record).get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
      producer.abortTransaction();
    }
  }

  /** Returns all records of a topic, by partition and offset. */
  List<ConsumerRecord<byte[], byte[]>> readAll(String topic) {
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            connection(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .collect(Collectors.toList());
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIMEOUT_SECONDS);
      while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
        if (System.nanoTime() - deadline > 0) {
          throw new AssertionError("read only " + records.size() + " records of " + ends);
        }
        consumer.poll(Duration.ofMillis(100)).forEach(records::add);
      }
      records.sort(
          Comparator.comparingInt((ConsumerRecord<byte[], byte[]> r) -> r.partition())
              .thenComparingLong(ConsumerRecord::offset));
      return records;
    }
  }

  /** Returns the names of all topics. */
  Set<String> topics() throws Exception {
    try (Admin admin = Admin.create(connection())) {
      return admin.listTopics().names().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    }
  }

  /** Returns the offset that a group has committed in partition 0 of a topic, or -1. */
  long committedOffset(String group, String topic) throws Exception {
    TopicPartition partition = new TopicPartition(topic, 0);
    try (Admin admin = Admin.create(connection())) {
      OffsetAndMetadata committed =
          admin
              .listConsumerGroupOffsets(group)
              .partitionsToOffsetAndMetadata()
              .get(TIMEOUT_SECONDS, TimeUnit.SECONDS)
              .get(partition);
      return committed == null ? -1 : committed.offset();
    }
  }

  private Map<String, Object> connection() {
    Map<String, Object> settings = new HashMap<>();
    settings.put("bootstrap.servers", bootstrapServers());
    return settings;
  }
}
