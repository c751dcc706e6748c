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
import static java.util.stream.Collectors.toUnmodifiableList;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** The topics of one application: the only place where their names and settings are written. */
public final class TopicManifest {
  private final List<Topic> topics;

  private TopicManifest(List<Topic> topics) {
    this.topics = List.copyOf(topics);
    for (Topic.Role role : Topic.Role.values()) {
      long count = topics.stream().filter(topic -> topic.role() == role).count();
      checkArgument(
          isRepeatable(role) || count == 1,
          "a manifest needs exactly one topic of role %s, this one has %s",
          role,
          count);
    }
  }

  private static boolean isRepeatable(Topic.Role role) {
    return role == Topic.Role.INPUT || role == Topic.Role.SETTINGS;
  }

  /**
   * Reads a manifest: a JSON array of topics.
   *
   * @param owner a class beside whose module the resource lies
   * @param resource its absolute resource name
   * @throws IllegalArgumentException when there is none or it breaks a rule
   */
  public static TopicManifest fromResource(Class<?> owner, String resource) {
    try (InputStream in = owner.getResourceAsStream(resource)) {
      checkArgument(in != null, "no topic manifest at %s", resource);
      return new TopicManifest(
          new ObjectMapper().readValue(in, new TypeReference<List<Topic>>() {}));
    } catch (IOException e) {
      throw new UncheckedIOException("the topic manifest at " + resource + " cannot be read", e);
    }
  }

  /**
   * The topics of a job: under their whole names, and with the one that announces the folders of
   * models if the job is told to follow one.
   */
  public TopicManifest ofJob(WeirOptions options) {
    List<Topic> all = new ArrayList<>();
    topics.forEach(topic -> all.add(topic.named(options.getTopicPrefix() + topic.name())));
    if (!options.getModelTopic().isEmpty()) {
      all.add(Topic.ofSettings(options.getModelTopic(), "the model's name"));
    }
    return new TopicManifest(all);
  }

  /** Every topic, in the order of the manifest. */
  public List<Topic> topics() {
    return topics;
  }

  /** The topics that the application reads. */
  public List<Topic> inputs() {
    return topics.stream().filter(Topic::isInput).collect(toUnmodifiableList());
  }

  /**
   * The one topic of a role.
   *
   * @throws IllegalArgumentException for {@link Topic.Role#INPUT} and {@link Topic.Role#SETTINGS},
   *     of which there may be several
   */
  public Topic only(Topic.Role role) {
    checkArgument(!isRepeatable(role), "role is %s, of which there may be several", role);
    return topics.stream().filter(topic -> topic.role() == role).findFirst().orElseThrow();
  }
}
