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
package io.weir.launcher.feed;

import static java.util.stream.Collectors.toList;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.weir.launcher.kafka.EmbeddedKafka;
import io.weir.launcher.kafka.TopicCreator;
import io.weir.launcher.logs.Logs;
import io.weir.launcher.testing.EchoApplication;
import io.weir.launcher.testing.EchoWorker;
import io.weir.launcher.testing.Questions;
import io.weir.launcher.testing.TopicReader;
import io.weir.launcher.watch.Summary;
import io.weir.launcher.watch.Watcher;
import io.weir.pipelines.EventSource;
import io.weir.pipelines.SourceEvent;
import io.weir.streams.RecordHeaders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.rules.Timeout;

/** Feeder and watcher against a real Kafka. */
public class FeederTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long HOUR = 3_600_000;
  private static final EchoApplication APPLICATION = new EchoApplication();

  private static EmbeddedKafka kafka;

  @Rule public Timeout timeout = Timeout.seconds(180);
  @Rule public TemporaryFolder folder = new TemporaryFolder();

  @BeforeClass
  public static void start() {
    Logs.quiet();
    kafka = EmbeddedKafka.started();
  }

  @AfterClass
  public static void stop() {
    kafka.close();
  }

  private static void topics(String prefix) {
    TopicCreator.on(kafka.bootstrapServers()).create(APPLICATION.topics(), prefix);
  }

  private static Feeder feed(EventSource source, String prefix) {
    return Feeder.of(source, APPLICATION.topics()).to(kafka.bootstrapServers(), prefix).start();
  }

  @Test
  public void everyPartitionHearsOfEachHourAndOfTheEnd() throws Exception {
    topics("hours.");
    Questions source = new Questions(60);
    try (Feeder feeder = feed(source, "hours.")) {
      assertThat(feeder.awaitEnd(PATIENCE), is(true));
      assertThat(feeder.primaryEvents(), is(60L));
      assertThat(feeder.failure(), is(nullValue()));
    }
    assertThat(source.closed(), is(true));
    for (String topic : List.of("hours.questions", "hours.hints")) {
      List<ConsumerRecord<String, String>> records =
          TopicReader.records(kafka.bootstrapServers(), topic);
      for (int partition = 0; partition < 2; partition++) {
        int own = partition;
        inOrder(records.stream().filter(r -> r.partition() == own).collect(toList()));
      }
    }
  }

  private static void inOrder(List<ConsumerRecord<String, String>> records) {
    long reached = Questions.timeOf(0);
    long told = Questions.timeOf(0);
    for (ConsumerRecord<String, String> record : records.subList(0, records.size() - 1)) {
      if (record.value() == null) {
        long time = header(record, RecordHeaders.CONTROL_TIME);
        assertThat(time - told, is(lessThanOrEqualTo(HOUR)));
        told = time;
      } else {
        long time = header(record, RecordHeaders.EVENT_TIME);
        assertThat(time, is(greaterThanOrEqualTo(told)));
        assertThat(time, is(greaterThanOrEqualTo(reached)));
        reached = time;
      }
    }
    ConsumerRecord<String, String> last = records.get(records.size() - 1);
    assertThat(header(last, RecordHeaders.CONTROL_TIME), is(RecordHeaders.END_OF_TIME_MILLIS));
  }

  private static long header(ConsumerRecord<String, String> record, String name) {
    Header header = record.headers().lastHeader(name);
    assertThat(header, is(notNullValue()));
    return RecordHeaders.decode(header.value());
  }

  @Test
  public void aWatcherCountsWhatIsAnsweredAndWritesIt() throws Exception {
    topics("watched.");
    Path output = folder.getRoot().toPath().resolve("answers.jsonl");
    try (Watcher watcher =
            Watcher.of(APPLICATION)
                .on(kafka.bootstrapServers(), "watched.")
                .output(output)
                .start();
        EchoWorker worker = EchoWorker.start(kafka.bootstrapServers(), "watched.");
        Feeder feeder = feed(new Questions(200), "watched.")) {
      assertThat(feeder.awaitEnd(PATIENCE), is(true));
      worker.awaitEnd(PATIENCE);
      assertThat(watcher.drain(PATIENCE), is(true));
      Summary summary = watcher.summary();
      assertThat(summary.in(), is(200L));
      assertThat(summary.out(), is(190L));
      assertThat(summary.deadLetters(), is(10L));
      assertThat(summary.duplicates(), is(0L));
      assertThat(summary.complete(), is(true));
      assertThat(summary.p99Millis(), is(notNullValue()));
      assertThat(
          watcher.snapshot().decisions().get(0).json(), containsString("\"model\":\"echo\""));
      assertThat(watcher.failure(), is(nullValue()));
    }
    List<String> lines = Files.readAllLines(output);
    assertThat(lines.size(), is(190));
    assertThat(lines.get(0), containsString("\"scored_time\":-1"));
  }

  @Test
  public void whatIsNotAnsweredIsKnownByName() throws Exception {
    topics("missing.");
    try (Watcher watcher =
            Watcher.of(APPLICATION)
                .on(kafka.bootstrapServers(), "missing.")
                .appendTimes(false)
                .start();
        Feeder feeder = feed(new Questions(3), "missing.")) {
      assertThat(feeder.awaitEnd(PATIENCE), is(true));
      assertThat(watcher.drain(PATIENCE), is(true));
      assertThat(watcher.summary().complete(), is(false));
      assertThat(watcher.summary().missing(), is(3L));
      assertThat(watcher.someMissing(2).size(), is(2));
      assertThat(watcher.summary().p50Millis(), is(nullValue()));
      assertThat(watcher.summary().toJson(), containsString("\"p50_ms\":null"));
    }
  }

  @Test
  public void anOutageLosesAndRepeatsNothing() throws Exception {
    topics("outage.");
    try (Feeder feeder =
        Feeder.of(new Questions(300), APPLICATION.topics())
            .to(kafka.bootstrapServers(), "outage.")
            .rate(200)
            .start()) {
      while (feeder.primaryEvents() < 50) {
        assertThat(feeder.failure(), is(nullValue()));
        Thread.onSpinWait();
      }
      kafka.stop();
      kafka.start();
      assertThat(feeder.awaitEnd(PATIENCE), is(true));
    }
    long questions =
        TopicReader.values(kafka.bootstrapServers(), "outage.questions").stream()
            .filter(value -> value != null)
            .count();
    assertThat(questions, is(300L));
  }

  @Test
  public void aSourceThatFailsIsReported() throws Exception {
    topics("failing.");
    EventSource failing =
        new EventSource() {
          @Override
          public SourceEvent next() throws IOException {
            throw new IOException("the file ends in the middle of a line");
          }

          @Override
          public void close() {}
        };
    try (Feeder feeder = feed(failing, "failing.")) {
      assertThat(feeder.awaitEnd(PATIENCE), is(false));
      assertThat(feeder.finished(), is(false));
      assertThat(String.valueOf(feeder.failure()), containsString("the file ends in the middle"));
    }
  }

  @Test
  public void closingStopsAnEndlessSource() {
    topics("endless.");
    Questions source = new Questions(Long.MAX_VALUE);
    Feeder feeder = feed(source, "endless.");
    feeder.close();
    assertThat(source.closed(), is(true));
    assertThat(feeder.finished(), is(false));
    assertThat(feeder.failure(), is(nullValue()));
  }
}
