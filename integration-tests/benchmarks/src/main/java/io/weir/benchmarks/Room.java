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

package io.weir.benchmarks;

import com.google.common.collect.ImmutableList;

/**
 * Where time can go. A stack belongs to the first room that knows one of its frames, leaf first.
 */
enum Room {
  ROCKSDB("state (RocksDB)", "rocksdb", "RocksDB"),
  SCORE("scoring", "ai/onnxruntime/", "onnxruntime", "io/weir/onnx/", "OrtValue", "libonnx"),
  KAFKA_READ("Kafka read", "org/apache/kafka/clients/consumer/", "KafkaUnboundedReader"),
  KAFKA_WRITE("Kafka write", "org/apache/kafka/clients/producer/"),
  KAFKA_CLIENT(
      "Kafka network",
      "org/apache/kafka/clients/",
      "org/apache/kafka/common/",
      "org/xerial/snappy"),
  MESSAGES("messages (protobuf)", "com/google/protobuf/", "io/weir/proto/"),
  SERIALISE(
      "serialise",
      "Coder.",
      "Serializer.",
      "org/apache/beam/sdk/coders/",
      "org/apache/beam/sdk/util/VarInt",
      "VariableLength.",
      "DataOutputSerializer.",
      "DataInputDeserializer.",
      "StringValue."),
  FEATURES(
      "features", "io/weir/features/", "History.", "nativeflink/Vector.", "nativeflink/Windows."),
  TIMERS(
      "timers",
      "InternalTimerService",
      "TimerInternals",
      "InternalTimerPriorityQueue",
      "KeyGroupPartitionedPriorityQueue",
      "InternalPriorityQueue"),
  SHUFFLE(
      "shuffle",
      "org/apache/flink/runtime/io/network/",
      "RecordWriter",
      "org/apache/flink/shaded/netty4/"),
  CHECKPOINT("checkpoints", "Checkpoint", "Snapshot", "snapshot"),
  PIPELINE("pipeline's own code", "io/weir/"),
  BEAM("Beam", "org/apache/beam/"),
  FLINK("Flink", "org/apache/flink/"),
  COMPILER("JVM: compiler", "C2 Compiler", "C1 Compiler", "CompileBroker", "Compile::"),
  COLLECTOR("JVM: collector", "GC Thread", "G1 ", "VM Thread", "G1"),
  OTHER("other");

  private final String label;
  private final ImmutableList<String> marks;

  Room(String label, String... marks) {
    this.label = label;
    this.marks = ImmutableList.copyOf(marks);
  }

  /** The name for a person. */
  String label() {
    return label;
  }

  /** Returns the room of a stack, root first. */
  static Room of(String[] frames) {
    for (int i = frames.length - 1; i >= 0; i--) {
      for (Room room : values()) {
        if (room.knows(frames[i])) {
          return room;
        }
      }
    }
    return OTHER;
  }

  private boolean knows(String frame) {
    for (String mark : marks) {
      if (frame.contains(mark)) {
        return true;
      }
    }
    return false;
  }
}
