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
import static java.util.stream.Collectors.toSet;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.junit.Assert.assertThrows;

import io.weir.launcher.logs.Logs;
import io.weir.launcher.ports.ReservedPort;
import io.weir.launcher.testing.EchoApplication;
import io.weir.launcher.testing.TopicReader;
import io.weir.pipelines.InvalidSettingException;
import io.weir.pipelines.Topic;
import io.weir.pipelines.TopicManifest;
import io.weir.pipelines.WeirOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.BeforeClass;
import org.junit.Test;

public class EmbeddedKafkaTest {
  private static final TopicManifest MANIFEST = new EchoApplication().topics();

  @BeforeClass
  public static void quiet() {
    Logs.quiet();
  }

  @Test
  public void aRestartKeepsDataAndAddress() throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.started()) {
      String address = kafka.bootstrapServers();
      TopicReport report = TopicCreator.on(address).create(MANIFEST, "");
      assertThat(report.created(), contains("questions", "hints", "answers", "dead-letters"));
      write(address, "before");

      kafka.stop();
      kafka.start();

      assertThat(kafka.bootstrapServers(), is(address));
      write(address, "after");
      assertThat(TopicReader.values(address, "questions"), contains("before", "after"));
    }
  }

  @Test
  public void closingLeavesNoThreadAndNoFile() throws Exception {
    Set<Path> filesBefore = kafkaFolders();
    EmbeddedKafka kafka = EmbeddedKafka.started();
    TopicCreator.on(kafka.bootstrapServers()).create(MANIFEST, "");
    kafka.close();
    kafka.close();
    assertThat(kafkaFolders(), is(filesBefore));
    assertThat(remainingThreads(), is(empty()));
    assertThrows(IllegalStateException.class, kafka::start);
  }

  @Test
  public void theAddressIsKnownBeforeItRuns() {
    try (EmbeddedKafka kafka = EmbeddedKafka.create()) {
      assertThat(kafka.bootstrapServers(), containsString("127.0.0.1:"));
    }
  }

  @Test
  public void existingTopicsAreLeftAsTheyAreAndTheirDifferencesReported() throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.started()) {
      String address = kafka.bootstrapServers();
      try (Admin admin = Admin.create(Map.of("bootstrap.servers", address))) {
        admin.createTopics(Set.of(new NewTopic("run.questions", 3, (short) 1))).all().get();
      }
      TopicReport report = TopicCreator.on(address).create(MANIFEST, "run.");
      assertThat(report.created(), contains("run.hints", "run.answers", "run.dead-letters"));
      assertThat(report.appendTimes(), is(false));
      assertThat(
          report.remarks(), hasItem("topic run.questions has partitions 3, the manifest says 2"));
      assertThat(report.remarks(), hasItem(containsString("CreateTime, not LogAppendTime")));

      TopicReport fresh = TopicCreator.on(address).create(MANIFEST, "other.");
      assertThat(fresh.appendTimes(), is(true));
      TopicReport again = TopicCreator.on(address).create(MANIFEST, "other.");
      assertThat(again.created(), is(empty()));
      assertThat(again.remarks(), is(empty()));
      assertThat(again.appendTimes(), is(true));
    }
  }

  @Test
  public void aTopicOfSettingsIsCompactedAndAnExistingOneOnlyHasToBe() throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.started()) {
      String address = kafka.bootstrapServers();
      TopicCreator topics = TopicCreator.on(address);
      try (Admin admin = Admin.create(Map.of("bootstrap.servers", address))) {
        NewTopic other = new NewTopic("other", 3, (short) 1);
        admin
            .createTopics(
                Set.of(
                    other.configs(Map.of("cleanup.policy", "compact")),
                    new NewTopic("bad", 1, (short) 1)))
            .all()
            .get();
      }

      TopicReport made = topics.create(Topic.ofSettings("models", "name"));
      assertThat(made.created(), contains("models"));
      TopicReport again = topics.create(Topic.ofSettings("models", "name"));
      assertThat(again.created(), is(empty()));
      assertThat(again.remarks(), is(empty()));
      assertThat(topics.create(Topic.ofSettings("other", "name")).remarks(), is(empty()));
      assertThat(
          topics.create(Topic.ofSettings("bad", "name")).remarks(),
          contains("topic bad has cleanup.policy delete, the manifest says compact"));
    }
  }

  @Test
  public void aJobsTopicsHaveTheirWholeNamesAndTheOneOfModelsIsAmongThem() throws Exception {
    WeirOptions options = PipelineOptionsFactory.as(WeirOptions.class);
    options.setTopicPrefix("job.");
    TopicManifest without = MANIFEST.ofJob(options);
    options.setModelTopic("announced");
    TopicManifest topics = MANIFEST.ofJob(options);
    try (EmbeddedKafka kafka = EmbeddedKafka.started()) {
      TopicCreator creator = TopicCreator.on(kafka.bootstrapServers());
      assertThat(
          creator.missing(topics),
          contains("job.questions", "job.hints", "job.answers", "job.dead-letters", "announced"));
      creator.create(without, "");
      assertThat(creator.missing(topics), contains("announced"));

      assertThat(creator.create(topics, "").created(), contains("announced"));

      assertThat(creator.missing(topics), is(empty()));
      ConfigResource made = new ConfigResource(ConfigResource.Type.TOPIC, "announced");
      try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
        assertThat(
            requireNonNull(admin.describeConfigs(List.of(made)).all().get().get(made))
                .get("cleanup.policy")
                .value(),
            is("compact"));
      }
      creator.checkAllowed(topics, "whoever");
    }
  }

  @Test
  public void anAddressWithoutAKafkaIsOneLine() {
    ReservedPort silent = ReservedPort.reserve();
    String address = "127.0.0.1:" + silent.number();
    silent.release();
    InvalidSettingException refused =
        assertThrows(
            InvalidSettingException.class, () -> TopicCreator.on(address).checkReachable());
    assertThat(
        refused.getMessage(),
        equalTo("--bootstrap-servers is " + address + ", but no Kafka answers there within 9 s"));
  }

  @Test
  public void anAddressThatIsNoneIsOneLine() {
    InvalidSettingException refused =
        assertThrows(
            InvalidSettingException.class, () -> TopicCreator.on("nonsense").checkReachable());
    assertThat(refused.getMessage(), containsString("--bootstrap-servers is nonsense, must be"));
  }

  private static void write(String address, String value) throws Exception {
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", address), new StringSerializer(), new StringSerializer())) {
      producer.send(new ProducerRecord<>("questions", "k", value)).get();
    }
  }

  private static Set<Path> kafkaFolders() throws IOException {
    try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("weir-kafka"))
          .collect(toSet());
    }
  }

  /** Kafka's metrics library keeps two daemon threads per process, whatever is closed. */
  private static Set<String> remainingThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(Thread::isAlive)
        .map(Thread::getName)
        .filter(
            name ->
                name.toLowerCase(java.util.Locale.ROOT).contains("kafka")
                    || name.startsWith("data-plane")
                    || name.contains("raft")
                    || name.contains("quorum")
                    || name.contains("LogDir"))
        .collect(toSet());
  }
}
