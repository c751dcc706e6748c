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
package io.weir.launcher.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.ByteString;
import io.weir.launcher.run.RunningPipeline;
import io.weir.proto.v1.DeadLetter;
import io.weir.proto.v1.Reason;
import io.weir.proto.v1.SourceRecord;
import io.weir.proto.v1.Stage;
import io.weir.streams.ControlRecords;
import io.weir.streams.RecordHeaders;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** A thread that answers, until both partitions of the questions are at their end. */
public final class EchoWorker implements RunningPipeline {
  private final String bootstrapServers;
  private final String prefix;
  private final Thread thread = new Thread(this::run, "echo");
  private volatile boolean stopped;
  private volatile boolean finished;
  private volatile @Nullable RuntimeException failure;

  private EchoWorker(String bootstrapServers, String prefix) {
    this.bootstrapServers = bootstrapServers;
    this.prefix = prefix;
  }

  /** Starts to answer. */
  public static EchoWorker start(String bootstrapServers, String prefix) {
    EchoWorker worker = new EchoWorker(bootstrapServers, prefix);
    worker.thread.setDaemon(true);
    worker.thread.start();
    return worker;
  }

  private void run() {
    Map<String, Object> client = Map.of("bootstrap.servers", bootstrapServers);
    try (KafkaConsumer<byte[], byte[]> consumer =
            new KafkaConsumer<>(client, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        KafkaProducer<byte[], byte[]> producer =
            new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(prefix + "questions").stream()
              .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
              .collect(Collectors.toList());
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      int ends = 0;
      while (!stopped && ends < partitions.size()) {
        for (ConsumerRecord<byte[], byte[]> read : consumer.poll(Duration.ofMillis(50))) {
          if (ControlRecords.isControl(read.headers(), read.value())) {
            ends += isEnd(read) ? 1 : 0;
          } else {
            var unused = producer.send(answer(read));
          }
        }
      }
      producer.flush();
      finished = !stopped;
    } catch (RuntimeException e) {
      failure = e;
    }
  }

  private static boolean isEnd(ConsumerRecord<byte[], byte[]> read) {
    byte[] time = read.headers().lastHeader(RecordHeaders.CONTROL_TIME).value();
    return RecordHeaders.decode(time) == RecordHeaders.END_OF_TIME_MILLIS;
  }

  private ProducerRecord<byte[], byte[]> answer(ConsumerRecord<byte[], byte[]> read) {
    if (new String(read.value(), UTF_8).startsWith("q")) {
      return new ProducerRecord<>(prefix + "answers", read.key(), read.value());
    }
    DeadLetter letter =
        DeadLetter.newBuilder()
            .setStage(Stage.DECODE)
            .setReason(Reason.UNDECODABLE)
            .setRecord(
                SourceRecord.newBuilder()
                    .setTopic(read.topic())
                    .setPartition(read.partition())
                    .setOffset(read.offset())
                    .setValue(ByteString.copyFrom(read.value())))
            .build();
    return new ProducerRecord<>(prefix + "dead-letters", read.key(), letter.toByteArray());
  }

  /** Waits until it has answered everything. */
  public void awaitEnd(Duration patience) throws InterruptedException {
    thread.join(patience.toMillis());
  }

  @Override
  public State state() {
    if (failure != null) {
      return State.FAILED;
    }
    return finished ? State.FINISHED : State.RUNNING;
  }

  @Override
  public @Nullable Throwable failure() {
    return failure;
  }

  @Override
  public void close() {
    stopped = true;
    try {
      thread.join(10_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
