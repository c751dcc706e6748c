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

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.not;
import static org.junit.Assert.assertThrows;

import com.google.common.base.Throwables;
import io.weir.harness.process.ClassPath;
import io.weir.harness.process.KafkaProcess;
import io.weir.streams.ControlRecords;
import io.weir.streams.EventFormat;
import io.weir.streams.ReadEvents;
import io.weir.streams.RejectedRecordException;
import io.weir.streams.WriteRecords;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.transforms.Create;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.experimental.categories.Category;
import org.junit.rules.TemporaryFolder;

/** Records go to and come from a Kafka that takes known users by TLS alone. */
@Category(LongerSuite.class)
public class SecuredKafkaTest {
  private static final String TOPIC = "events";
  private static final long NOON = 1_704_110_400_000L;
  private static final Pattern PASSWORD = Pattern.compile("password=\"([^\"]*)\"");

  @ClassRule public static final TemporaryFolder FOLDER = new TemporaryFolder();

  /** Of the processes that it starts, also of those that end at once. */
  private static final CommandLines COMMAND_LINES = new CommandLines();

  private static KafkaProcess kafka;

  @BeforeClass
  public static void startKafka() throws Exception {
    try (CommandLines watched = COMMAND_LINES.watch()) {
      kafka = KafkaProcess.startSecured(ClassPath.ofThisProcess(), FOLDER.getRoot().toPath());
    }
    Map<String, Object> settings = new HashMap<>(kafka.clientSettings());
    settings.put("bootstrap.servers", kafka.bootstrapServers());
    try (Admin admin = Admin.create(settings)) {
      admin
          .createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1)))
          .all()
          .get(30, TimeUnit.SECONDS);
    }
  }

  @AfterClass
  public static void stopKafka() {
    kafka.close();
  }

  @Test
  public void whatIsWrittenThroughItIsReadThroughIt() {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    List<String> expected = new ArrayList<>();
    for (int number = 0; number < 20; number++) {
      String time = Long.toString(NOON + number);
      ProducerRecord<byte[], byte[]> record =
          new ProducerRecord<>(TOPIC, 0, "key".getBytes(UTF_8), time.getBytes(UTF_8));
      record.headers().add("event_time", time.getBytes(UTF_8));
      records.add(record);
      expected.add("event at " + time);
    }
    write(records);
    write(List.of(ControlRecords.endOfTime(TOPIC, 0)));

    Pipeline pipeline = pipeline();
    PAssert.that(pipeline.apply(reader(kafka.clientSettings())).events())
        .containsInAnyOrder(expected);
    pipeline.run().waitUntilFinish();
  }

  @Test
  public void aWrongPasswordIsSaidInOneLine() {
    Map<String, String> settings = new HashMap<>(kafka.clientSettings());
    settings.replace(
        "sasl.jaas.config",
        PASSWORD.matcher(settings.get("sasl.jaas.config")).replaceFirst("password=\"wrong\""));
    Pipeline pipeline = pipeline();
    pipeline.apply(reader(settings));

    Throwable failure =
        Throwables.getRootCause(
            assertThrows(Exception.class, () -> pipeline.run().waitUntilFinish()));

    assertThat(failure, instanceOf(SaslAuthenticationException.class));
    assertThat(
        failure.getMessage(),
        containsString("invalid credentials with SASL mechanism SCRAM-SHA-512"));
    assertThat(failure.getMessage(), not(containsString("\n")));
  }

  @Test
  public void itsPasswordIsInNoLogAndNoCommandLine() throws Exception {
    Matcher password = PASSWORD.matcher(kafka.clientSettings().get("sasl.jaas.config"));
    assertThat("the settings hold a password", password.find());
    try (Stream<Path> files = Files.list(FOLDER.getRoot().toPath())) {
      for (Path file : files.collect(Collectors.toList())) {
        if (file.toString().endsWith(".log")) {
          assertThat(
              file.toString(), Files.readString(file), not(containsString(password.group(1))));
        }
      }
    }
    if (CommandLines.canBeRead()) {
      String seen = COMMAND_LINES.seen();
      assertThat(seen, containsString("-genkeypair"));
      assertThat(seen, containsString("StorageTool"));
      assertThat(seen, not(containsString(password.group(1))));
    }
  }

  private static Pipeline pipeline() {
    return Pipeline.create(PipelineOptionsFactory.fromArgs("--runner=DirectRunner").create());
  }

  private static void write(List<ProducerRecord<byte[], byte[]>> records) {
    Pipeline pipeline = pipeline();
    pipeline
        .apply(Create.of(records).withCoder(WriteRecords.coder()))
        .apply(WriteRecords.to(kafka.bootstrapServers()).producerConfig(kafka.clientSettings()));
    pipeline.run().waitUntilFinish();
  }

  private static ReadEvents<String, String> reader(Map<String, String> settings) {
    return ReadEvents.from(TOPIC, new TimeFormat())
        .into(event -> "event at " + event.message(), StringUtf8Coder.of())
        .bootstrapServers(kafka.bootstrapServers())
        .consumerConfig(settings);
  }

  /** A message is its event's time. */
  private static final class TimeFormat implements EventFormat<String> {
    private static final long serialVersionUID = 1L;

    @Override
    public String parse(byte[] value) throws RejectedRecordException {
      return new String(value, UTF_8);
    }

    @Override
    public long eventTimeMillis(String message) {
      return Long.parseLong(message);
    }
  }
}
