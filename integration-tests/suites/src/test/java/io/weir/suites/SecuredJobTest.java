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

package io.weir.suites;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.weir.harness.process.ClassPath;
import io.weir.harness.process.KafkaProcess;
import io.weir.harness.process.Waiting;
import io.weir.launcher.history.HistoryEnd;
import io.weir.launcher.kafka.TopicCreator;
import io.weir.pipelines.InvalidSettingException;
import io.weir.pipelines.KafkaSettings;
import io.weir.pipelines.Topic;
import io.weir.pipelines.TopicManifest;
import io.weir.pipelines.WarmUpOptions;
import io.weir.pipelines.WeirOptions;
import io.weir.pipelines.fraud.FraudApplication;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.experimental.categories.Category;
import org.junit.rules.TemporaryFolder;

/** Jobs on a Kafka that takes known users by TLS alone, each with rights of its own. */
@Category(LongerSuite.class)
public final class SecuredJobTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Pattern LOGIN =
      Pattern.compile("username=\"([^\"]*)\" password=\"([^\"]*)\"");

  @ClassRule public static final TemporaryFolder FOLDER = new TemporaryFolder();

  private static KafkaProcess kafka;
  private static Path secrets;
  private static String password;
  private static Admin admin;

  @BeforeClass
  public static void startKafka() throws Exception {
    kafka = KafkaProcess.startSecured(ClassPath.ofThisProcess(), null);
    Map<String, Object> settings = new HashMap<>(kafka.clientSettings());
    settings.put("bootstrap.servers", kafka.bootstrapServers());
    admin = Admin.create(settings);
    Matcher login = LOGIN.matcher(kafka.clientSettings().get("sasl.jaas.config"));
    assertThat(login.find(), is(true));
    secrets = FOLDER.newFile("secrets.properties").toPath();
    password = login.group(2);
    Files.writeString(
        secrets, "weir=" + password + "\nguest=guest-password\nstranger=guest-password\n");
    admin
        .alterUserScramCredentials(
            List.of(
                new UserScramCredentialUpsertion(
                    "guest",
                    new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096),
                    "guest-password")))
        .all()
        .get(30, TimeUnit.SECONDS);
  }

  @AfterClass
  public static void stopKafka() {
    admin.close();
    kafka.close();
  }

  /** As {@code --kafka-settings} has them: with a reference in the place of the password. */
  private static String settings(String user) throws JsonProcessingException {
    Map<String, String> settings = new HashMap<>(kafka.clientSettings());
    settings.computeIfPresent(
        "sasl.jaas.config",
        (name, value) ->
            LOGIN
                .matcher(value)
                .replaceFirst(
                    Matcher.quoteReplacement(
                        "username=\""
                            + user
                            + "\" password=\"${file:"
                            + secrets
                            + ":"
                            + user
                            + "}\"")));
    return new ObjectMapper().writeValueAsString(settings);
  }

  private static WeirOptions options(String user, String prefix) throws Exception {
    WeirOptions options = PipelineOptionsFactory.as(WeirOptions.class);
    options.setBootstrapServers(kafka.bootstrapServers());
    options.setKafkaSettings(settings(user));
    options.setTopicPrefix(prefix);
    options.setJobName("job-of-" + user);
    return options;
  }

  @Test
  public void aRunReachesItByTheSettingsOfItsPipeline() throws Exception {
    WeirCommand run = simulated("weir");
    assertThat(run.toString(), run.exitCode(), is(0));
    assertThat(
        run.result(), startsWith("{\"in\":300,\"out\":300,\"duplicates\":0,\"dead_letters\":0,"));
    assertThat(run.toString(), not(containsString(password)));
  }

  @Test
  public void whoIsNotKnownIsToldInOneLine() throws Exception {
    WeirCommand run = simulated("stranger");
    assertThat(run.toString(), run.exitCode(), is(2));
    assertThat(
        run.err(),
        contains(
            "weir: the Kafka at "
                + kafka.bootstrapServers()
                + " refuses: Authentication failed during authentication due to invalid credentials"
                + " with SASL mechanism SCRAM-SHA-512"));
  }

  private static WeirCommand simulated(String user) throws Exception {
    return WeirCommand.run(
        List.of(
            "run",
            "fraud",
            "--bootstrap-servers=" + kafka.bootstrapServers(),
            "--kafka-settings=" + settings(user),
            "--simulate",
            "--events=300",
            "--rate=300",
            "--no-page"));
  }

  @Test
  public void theEndOfHistoryIsFoundThere() throws Exception {
    WeirOptions options = options("weir", "history.");
    FraudApplication fraud = new FraudApplication();
    TopicCreator.of(options).create(fraud.topics(), "history.");
    WarmUpOptions warmUp = options.as(WarmUpOptions.class);
    warmUp.setWarmUpFrom("earliest");

    HistoryEnd.fix(fraud, options);

    assertThat(warmUp.getWarmUpUntil(), startsWith("labels=0,0"));
  }

  /** Each right in turn is the one that is missing. */
  @Test
  public void aRightThatIsMissingIsNamed() throws Exception {
    WeirOptions options = options("weir", "rights.");
    options.setModelTopic("rights.models");
    TopicManifest topics = new FraudApplication().topics().ofJob(options);
    TopicCreator.of(options).create(topics, "");
    options.setKafkaSettings(settings("guest"));

    for (Topic missing : topics.topics()) {
      allow(topics, missing.name(), AclOperation.READ);
      String verb = missing.isRead() ? "read" : "write";
      awaitRefusal(options, topics, "this user may not " + verb + " topic " + missing.name());
    }
    allow(topics, "");
    awaitRefusal(options, topics, "this user may not read consumer group job-of-weir");
    allow(topics, "", AclOperation.DESCRIBE);
    awaitRefusal(options, topics, "this user may not read consumer group job-of-weir");
    allow(topics, "", AclOperation.READ);
    Waiting.until("rights", PATIENCE, () -> refusal(options, topics), String::isEmpty);
  }

  /** Offsets are committed for others to see; without that right they see none, and no more. */
  @Test
  public void whoMayNotCommitOffsetsReadsAllTheSame() throws Exception {
    WeirOptions options = options("weir", "uncommitted.");
    TopicManifest topics = new FraudApplication().topics().ofJob(options);
    TopicCreator.of(options).create(topics, "");
    options.setKafkaSettings(settings("guest"));
    admin.deleteAcls(List.of(AclBindingFilter.ANY)).all().get(30, TimeUnit.SECONDS);
    admin
        .createAcls(List.of(right(AclOperation.ALL, ResourceType.TOPIC, "*")))
        .all()
        .get(30, TimeUnit.SECONDS);
    awaitRefusal(options, topics, "this user may not read consumer group job-of-weir");

    WeirCommand run = simulated("guest");

    assertThat(run.toString(), run.exitCode(), is(0));
    assertThat(run.result(), startsWith("{\"in\":300,\"out\":300,"));
  }

  private static void allow(TopicManifest topics, String butNot, AclOperation... onGroup)
      throws Exception {
    admin.deleteAcls(List.of(AclBindingFilter.ANY)).all().get(30, TimeUnit.SECONDS);
    List<AclBinding> rights = new ArrayList<>();
    for (Topic topic : topics.topics()) {
      rights.add(right(AclOperation.DESCRIBE, ResourceType.TOPIC, topic.name()));
      if (!topic.name().equals(butNot)) {
        AclOperation operation = topic.isRead() ? AclOperation.READ : AclOperation.WRITE;
        rights.add(right(operation, ResourceType.TOPIC, topic.name()));
      }
    }
    for (AclOperation operation : onGroup) {
      rights.add(right(operation, ResourceType.GROUP, "job-of-weir"));
    }
    admin.createAcls(rights).all().get(30, TimeUnit.SECONDS);
  }

  private static AclBinding right(AclOperation operation, ResourceType type, String name) {
    return new AclBinding(
        new ResourcePattern(type, name, PatternType.LITERAL),
        new AccessControlEntry("User:guest", "*", operation, AclPermissionType.ALLOW));
  }

  /** The broker hears of rights a little later. */
  private static void awaitRefusal(WeirOptions options, TopicManifest topics, String reason) {
    Waiting.until(
        "refusal: " + reason,
        PATIENCE,
        () -> refusal(options, topics),
        message -> message.equals(reason + " at " + kafka.bootstrapServers()));
  }

  private static String refusal(WeirOptions options, TopicManifest topics) {
    TopicCreator creator = TopicCreator.of(options);
    if (!creator.missing(topics).isEmpty()) {
      return "missing: " + creator.missing(topics);
    }
    try {
      creator.checkAllowed(topics, KafkaSettings.consumerGroup(options));
      return "";
    } catch (InvalidSettingException e) {
      return String.valueOf(e.getMessage());
    }
  }
}
