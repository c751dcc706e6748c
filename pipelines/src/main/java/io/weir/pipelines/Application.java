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
package io.weir.pipelines;

import java.nio.file.Path;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.jspecify.annotations.Nullable;

/**
 * One pipeline, as a launcher sees it. Found by {@link java.util.ServiceLoader}; has no state of
 * its own.
 */
public interface Application {

  /** The name by which it is run, such as {@code fraud}. */
  String name();

  /** One line that says what it does. */
  String description();

  /** Its options; a launcher passes them through. */
  Class<? extends WeirOptions> optionsType();

  /** The topics that it reads and writes. */
  TopicManifest topics();

  /**
   * Applies the whole graph, from Kafka's topics to Kafka's topics.
   *
   * @throws IllegalArgumentException when a setting cannot work: one line that names it, its value
   *     and what is allowed
   */
  default void build(Pipeline pipeline, WeirOptions options) {
    build(pipeline, options, Connections.kafka(options));
  }

  /**
   * Applies the whole graph between these connections.
   *
   * @throws IllegalArgumentException when a setting cannot work: one line that names it, its value
   *     and what is allowed
   */
  void build(Pipeline pipeline, WeirOptions options, Connections connections);

  /** The folders of the models that it asks of a remote server, for one to be set up. */
  default List<String> remoteModels() {
    return List.of();
  }

  /** A simulator of its input topics. */
  EventSource simulate(SimulationSettings settings);

  /**
   * Replays a file into its input topics.
   *
   * @param file what to read
   * @param events how many primary events at most
   * @throws InvalidSettingException when the file cannot be read or is no such file
   */
  EventSource replay(Path file, long events);

  /**
   * Reads a file that {@link #replay} could replay, whole, from any Beam file system, as history:
   * see {@link WarmUp}.
   *
   * @param file what to read, as an option says it
   * @throws InvalidSettingException when the file cannot be read or is no such file
   */
  default EventSource history(String file) {
    throw new InvalidSettingException(
        "--warm-up-from is "
            + file
            + ", must be earliest: "
            + name()
            + " reads no files of history");
  }

  /**
   * Reads a record of the actions topic.
   *
   * @throws IllegalArgumentException when it is none
   */
  ActionView action(byte[] value);

  /**
   * The id of an event on an input topic.
   *
   * @param topic the topic's name in the manifest
   * @return null where the record cannot be read or has no id
   */
  @Nullable String eventId(String topic, byte[] value);
}
