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

import static com.google.common.base.Preconditions.checkArgument;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One topic of a manifest. Its record timestamps are append times, always. */
public final class Topic {

  /** What the application does with a topic. */
  public enum Role {
    /** The events to answer; an application has one such topic. */
    PRIMARY_INPUT,
    /** What else is read. */
    INPUT,
    /** The answers; an application has one such topic. */
    ACTIONS,
    /** What could not be processed; an application has one such topic. */
    DEAD_LETTERS,
    /** Settings that others change while it runs: the latest record of a key counts. */
    SETTINGS
  }

  private final String name;
  private final Role role;
  private final String key;
  private final int partitions;
  private final Duration retention;
  private final String cleanup;

  /**
   * A topic.
   *
   * @param name its name, without a prefix
   * @param role what the application does with it
   * @param key the field that keys its records
   * @param partitions at least 1
   * @param retention how long records are kept, an ISO-8601 duration
   * @param cleanup Kafka's {@code cleanup.policy}: delete or compact
   * @throws IllegalArgumentException if a value is out of its range
   */
  @JsonCreator
  public Topic(
      @JsonProperty(value = "name", required = true) @Nullable String name,
      @JsonProperty(value = "role", required = true) @Nullable Role role,
      @JsonProperty(value = "key", required = true) @Nullable String key,
      @JsonProperty(value = "partitions", required = true) int partitions,
      @JsonProperty(value = "retention", required = true) @Nullable String retention,
      @JsonProperty(value = "cleanup", required = true) @Nullable String cleanup) {
    this.name = present("name", name);
    this.role = present("role", role);
    this.key = present("key", key);
    checkArgument(partitions >= 1, "partitions of %s is %s, must be at least 1", name, partitions);
    this.partitions = partitions;
    this.retention = Duration.parse(present("retention", retention));
    this.cleanup = present("cleanup", cleanup);
    checkArgument(
        this.cleanup.equals("delete") || this.cleanup.equals("compact"),
        "cleanup of %s is %s, must be delete or compact",
        name,
        cleanup);
  }

  /**
   * The topic of a pipeline's settings: compacted, one partition.
   *
   * @param name its whole name
   * @param key the field that keys its records
   */
  public static Topic ofSettings(String name, String key) {
    return new Topic(name, Role.SETTINGS, key, 1, "P7D", "compact");
  }

  /** The same under another name. */
  Topic named(String other) {
    return new Topic(other, role, key, partitions, retention.toString(), cleanup);
  }

  private static <T> T present(String setting, @Nullable T value) {
    checkArgument(value != null, "%s of a topic is missing", setting);
    return value;
  }

  /** Its name, without a prefix. */
  public String name() {
    return name;
  }

  /** What the application does with it. */
  public Role role() {
    return role;
  }

  /** The field that keys its records. */
  public String key() {
    return key;
  }

  /** How many partitions it is created with. */
  public int partitions() {
    return partitions;
  }

  /** How long records are kept. */
  public Duration retention() {
    return retention;
  }

  /** Kafka's {@code cleanup.policy}. */
  public String cleanup() {
    return cleanup;
  }

  /** Whether the application reads it: its events, or its settings. */
  public boolean isRead() {
    return isInput() || role == Role.SETTINGS;
  }

  /** Whether the application reads events from it. */
  public boolean isInput() {
    return role == Role.PRIMARY_INPUT || role == Role.INPUT;
  }
}
