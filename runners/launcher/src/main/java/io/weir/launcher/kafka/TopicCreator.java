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

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toList;

import com.google.common.base.Throwables;
import io.weir.pipelines.InvalidSettingException;
import io.weir.pipelines.Topic;
import io.weir.pipelines.TopicManifest;
import io.weir.pipelines.WeirOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsResult;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/**
 * Makes the topics of a manifest on a Kafka, and checks those that are already there.
 *
 * <p>A topic that it makes has the manifest's partitions, retention and cleanup, the broker's
 * default replication, and append times as record timestamps. An existing topic is left as it is;
 * where it differs, the report says so.
 */
public final class TopicCreator {
  /** In all, below the 15 seconds within which a wrong setting is to be reported. */
  private static final Duration PATIENCE = Duration.ofSeconds(9);

  private static final long RETRY_NANOS = Duration.ofMillis(50).toNanos();

  private final KafkaConnection kafka;

  private TopicCreator(KafkaConnection kafka) {
    this.kafka = kafka;
  }

  /** For the Kafka at {@code host:port[,host:port]}. */
  public static TopicCreator on(String bootstrapServers) {
    return on(KafkaConnection.to(bootstrapServers));
  }

  /** For a Kafka. */
  public static TopicCreator on(KafkaConnection kafka) {
    return new TopicCreator(kafka);
  }

  /** For the Kafka of a pipeline, with its settings of clients. */
  public static TopicCreator of(WeirOptions options) {
    return on(KafkaConnection.of(options));
  }

  /**
   * Only sees whether the Kafka answers.
   *
   * @throws InvalidSettingException if it does not within 10 seconds
   */
  public void checkReachable() {
    try (Admin admin = connect()) {
      await(admin.describeCluster().nodes());
    }
  }

  /**
   * The names of the topics that are not there.
   *
   * @param topics under their whole names
   * @throws InvalidSettingException if the Kafka does not answer within 10 seconds, or refuses
   */
  public List<String> missing(TopicManifest topics) {
    try (Admin admin = connect()) {
      Set<String> existing = await(admin.listTopics().names());
      return topics.topics().stream()
          .map(Topic::name)
          .filter(name -> !existing.contains(name))
          .collect(toList());
    }
  }

  /**
   * Checks that this user may do what a job does: read or write the topics that are there, and
   * commit offsets.
   *
   * @param topics under their whole names
   * @param consumerGroup in which the offsets are committed
   * @throws InvalidSettingException if not, or the Kafka does not answer within 10 seconds
   */
  public void checkAllowed(TopicManifest topics, String consumerGroup) {
    try (Admin admin = connect()) {
      Set<String> existing = await(admin.listTopics().names());
      List<Topic> present =
          topics.topics().stream()
              .filter(topic -> existing.contains(topic.name()))
              .collect(toList());
      Map<String, TopicDescription> descriptions =
          await(
              admin
                  .describeTopics(
                      present.stream().map(Topic::name).collect(toList()),
                      new DescribeTopicsOptions().includeAuthorizedOperations(true))
                  .allTopicNames());
      for (Topic topic : present) {
        checkAllowed(
            topic.isRead() ? AclOperation.READ : AclOperation.WRITE,
            "topic " + topic.name(),
            requireNonNull(descriptions.get(topic.name())).authorizedOperations());
      }
      checkAllowed(
          AclOperation.READ, "consumer group " + consumerGroup, operationsOn(admin, consumerGroup));
    }
  }

  private void checkAllowed(AclOperation needed, String what, @Nullable Set<AclOperation> allowed) {
    if (allowed != null && !allowed.contains(needed)) {
      throw new InvalidSettingException(
          "this user may not "
              + needed.name().toLowerCase(Locale.ROOT)
              + " "
              + what
              + " at "
              + kafka);
    }
  }

  /** None where this user may not even ask. */
  private @Nullable Set<AclOperation> operationsOn(Admin admin, String consumerGroup) {
    DescribeConsumerGroupsResult described =
        admin.describeConsumerGroups(
            List.of(consumerGroup),
            new DescribeConsumerGroupsOptions().includeAuthorizedOperations(true));
    try {
      return requireNonNull(await(described.all()).get(consumerGroup)).authorizedOperations();
    } catch (InvalidSettingException e) {
      if (Throwables.getRootCause(e) instanceof GroupAuthorizationException) {
        return Set.of();
      }
      throw e;
    }
  }

  /**
   * Makes the topics that are missing, and checks the others.
   *
   * @param prefix stands before every name of the manifest, may be empty
   * @throws InvalidSettingException if the Kafka does not answer within 10 seconds, or refuses
   */
  public TopicReport create(TopicManifest manifest, String prefix) {
    return create(manifest.topics(), prefix);
  }

  /**
   * Makes one topic where it is missing, and checks it otherwise.
   *
   * @throws InvalidSettingException if the Kafka does not answer within 10 seconds, or refuses
   */
  public TopicReport create(Topic topic) {
    return create(List.of(topic), "");
  }

  private TopicReport create(List<Topic> topics, String prefix) {
    try (Admin admin = connect()) {
      Set<String> existing = await(admin.listTopics().names());
      List<NewTopic> missing = new ArrayList<>();
      List<Topic> present = new ArrayList<>();
      for (Topic topic : topics) {
        if (existing.contains(prefix + topic.name())) {
          present.add(topic);
        } else {
          missing.add(newTopic(topic, prefix));
        }
      }
      await(admin.createTopics(missing).all());
      awaitLeaders(admin, missing);
      return check(admin, present, prefix, missing.stream().map(NewTopic::name).collect(toList()));
    }
  }

  /**
   * Waits until every new partition takes records. A broker announces a partition before it leads
   * it; an idempotent producer that writes in between may get its second batch accepted and its
   * first refused, and then retries out of sequence for ever.
   */
  private void awaitLeaders(Admin admin, List<NewTopic> topics) {
    Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
    for (NewTopic topic : topics) {
      for (int partition = 0; partition < topic.numPartitions(); partition++) {
        ends.put(new TopicPartition(topic.name(), partition), OffsetSpec.latest());
      }
    }
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!answersForAll(admin, ends)) {
      if (System.nanoTime() - deadline > 0) {
        throw new InvalidSettingException(
            "the Kafka at "
                + kafka
                + " has not made the topics within "
                + PATIENCE.toSeconds()
                + " s");
      }
    }
  }

  /** A broker that has not heard of a new topic yet says that there is none. */
  private boolean answersForAll(Admin admin, Map<TopicPartition, OffsetSpec> ends) {
    try {
      await(admin.listOffsets(ends).all());
      return true;
    } catch (InvalidSettingException e) {
      if (e.getCause() instanceof ExecutionException
          && e.getCause().getCause() instanceof UnknownTopicOrPartitionException) {
        LockSupport.parkNanos(RETRY_NANOS);
        return false;
      }
      throw e;
    }
  }

  private Admin connect() {
    int patience = (int) PATIENCE.toMillis();
    return kafka.open(
        Admin::create,
        Map.of(
            AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
            patience,
            AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
            patience));
  }

  private <T> T await(KafkaFuture<T> future) {
    try {
      return future.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw kafka.unreachable(PATIENCE, e);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      if (cause instanceof org.apache.kafka.common.errors.TimeoutException) {
        throw kafka.unreachable(PATIENCE, e);
      }
      throw kafka.refused(cause, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw kafka.unreachable(PATIENCE, e);
    }
  }

  private static NewTopic newTopic(Topic topic, String prefix) {
    return new NewTopic(
            prefix + topic.name(), Optional.of(topic.partitions()), Optional.<Short>empty())
        .configs(
            Map.of(
                TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, TopicCheck.APPEND_TIME,
                TopicConfig.RETENTION_MS_CONFIG, String.valueOf(topic.retention().toMillis()),
                TopicConfig.CLEANUP_POLICY_CONFIG, topic.cleanup()));
  }

  private TopicReport check(Admin admin, List<Topic> present, String prefix, List<String> created) {
    TopicCheck check = new TopicCheck();
    if (!present.isEmpty()) {
      List<String> names = present.stream().map(topic -> prefix + topic.name()).collect(toList());
      Map<String, TopicDescription> descriptions =
          await(admin.describeTopics(names).allTopicNames());
      Map<ConfigResource, Config> configs =
          await(
              admin
                  .describeConfigs(names.stream().map(TopicCreator::resource).collect(toList()))
                  .all());
      for (Topic topic : present) {
        String name = prefix + topic.name();
        check.compare(
            topic,
            requireNonNull(descriptions.get(name)),
            requireNonNull(configs.get(resource(name))));
      }
    }
    return new TopicReport(created, check.remarks(), check.appendTimes());
  }

  private static ConfigResource resource(String topic) {
    return new ConfigResource(ConfigResource.Type.TOPIC, topic);
  }
}
