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

package io.weir.streams;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import io.weir.proto.fraud.v1.Transaction;
import io.weir.proto.v1.DeadLetter;
import io.weir.proto.v1.Reason;
import io.weir.proto.v1.SourceRecord;
import io.weir.proto.v1.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.metrics.MetricNameFilter;
import org.apache.beam.sdk.metrics.MetricResult;
import org.apache.beam.sdk.metrics.MetricsFilter;
import org.apache.beam.sdk.runners.TransformHierarchy;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.joda.time.Instant;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;

public class ReadEventsTest {
  @ClassRule public static final KafkaBroker BROKER = new KafkaBroker();

  private static final org.joda.time.Duration TIMEOUT = org.joda.time.Duration.standardMinutes(2);
  private static final long T = 1_704_067_200_000L;
  private static final long MINUTE = 60_000;
  private static final long DAY = 86_400_000;

  @Rule public final transient TestPipeline pipeline = TestPipeline.create();

  @Test
  public void everyRecordBecomesOneEventOrOneDeadLetterAndTheRunEndsByItself() throws Exception {
    BROKER.createTopic("whole", 2);
    BROKER.createTopic("whole-dead", 2);
    ProducerRecord<byte[], byte[]> farFuture = Transactions.event("whole", 0, "far", 10 * T);
    ProducerRecord<byte[], byte[]> garbage =
        Transactions.record("whole", 0, "card", new byte[] {-1, -1}, T);
    garbage.headers().add("trace", null).add("trace", new byte[0]);
    ProducerRecord<byte[], byte[]> noKey =
        Transactions.record("whole", 1, null, Transactions.bytes("nokey", T), T);
    ProducerRecord<byte[], byte[]> noId = Transactions.event("whole", 1, "", T);
    ProducerRecord<byte[], byte[]> mismatch =
        Transactions.record("whole", 0, "card", Transactions.bytes("m", T), T + 1);
    ProducerRecord<byte[], byte[]> tombstone = Transactions.record("whole", 1, "card", null, T);
    ProducerRecord<byte[], byte[]> late = Transactions.event("whole", 0, "late", T - 1);
    List<ProducerRecord<byte[], byte[]>> records =
        Arrays.asList(
            farFuture, // First in its partition, and still moves nothing.
            garbage,
            Transactions.event("whole", 0, "a", T),
            mismatch,
            Transactions.event("whole", 0, "b", T + MINUTE),
            Transactions.event("whole", 0, "c", T), // Exactly at the watermark: in time.
            late,
            ControlRecords.endOfTime("whole", 0),
            ControlRecords.at("whole", 1, T),
            noKey,
            tombstone,
            Transactions.event("whole", 1, "d", T + DAY),
            noId,
            ControlRecords.at("whole", 1, T + 2 * DAY),
            ControlRecords.endOfTime("whole", 1));
    BROKER.send(records);

    ReadEvents.Result<String> result =
        pipeline.apply("read", read("whole").lateRecords(LateRecords.DEAD_LETTER));
    PAssert.that(result.events().apply("show", ParDo.of(new ShowFn())))
        .containsInAnyOrder("a@" + T, "b@" + (T + MINUTE), "c@" + T, "d@" + (T + DAY));
    result
        .deadLetters()
        .apply(
            "dead", WriteDeadLetters.to("whole-dead", WriteRecords.to(BROKER.bootstrapServers())));
    PipelineResult run = run();

    List<ConsumerRecord<byte[], byte[]>> written = BROKER.readAll("whole-dead");
    List<DeadLetter> letters = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> one : written) {
      DeadLetter letter = DeadLetter.parseFrom(one.value());
      letters.add(letter);
      assertThat(
          one.key(),
          is(letter.getRecord().hasKey() ? letter.getRecord().getKey().toByteArray() : null));
    }
    assertThat(
        letters.stream()
            .map(l -> l.getStage() + " " + l.getReason() + " " + l.getRecord().getOffset())
            .collect(Collectors.toList()),
        containsInAnyOrder(
            "VALIDATE FAR_FUTURE 0",
            "DECODE UNDECODABLE 1",
            "VALIDATE EVENT_TIME_MISMATCH 3",
            "ORDER LATE 6",
            "VALIDATE MISSING_KEY 1",
            "DECODE UNDECODABLE 2",
            "VALIDATE MISSING_EVENT_ID 4"));
    List<ConsumerRecord<byte[], byte[]>> source = BROKER.readAll("whole");
    for (DeadLetter letter : letters) {
      assertThat(letter.getAttempts(), is(1));
      assertThat(letter.getRecord(), is(sourceLike(source, letter.getRecord())));
    }
    assertThat(counter(run, "events"), is(4L));
    assertThat(counter(run, "dead_letters"), is(7L));
    assertThat(counter(run, "late"), is(1L));
    assertThat(counter(run, "control_records"), is(4L));
  }

  @Test
  public void aLateEventIsAnsweredAtTheWatermarkWhereThatIsAsked() throws Exception {
    BROKER.createTopic("answered", 1);
    BROKER.send(
        Arrays.asList(
            Transactions.event("answered", 0, "a", T + 5 * MINUTE),
            Transactions.event("answered", 0, "b", T),
            ControlRecords.at("answered", 0, T + 9 * MINUTE),
            Transactions.event("answered", 0, "c", T + 7 * MINUTE),
            ControlRecords.endOfTime("answered", 0),
            Transactions.event("answered", 0, "d", T + 8 * MINUTE)));
    ReadEvents.Result<String> result =
        pipeline.apply("read", read("answered").lateRecords(LateRecords.ANSWER));
    PAssert.that(result.events().apply("show", ParDo.of(new ShowFn())))
        .containsInAnyOrder(
            "a@" + (T + 5 * MINUTE), "late b@" + (T + 4 * MINUTE), "late c@" + (T + 8 * MINUTE));
    run();
  }

  @Test
  public void aDeadLetterSentAgainIsReadAsTheSameRecord() throws Exception {
    BROKER.createTopic("again", 1);
    ProducerRecord<byte[], byte[]> bad = Transactions.event("again", 0, "", T);
    bad.headers().add("trace", null);
    BROKER.send(Collections.singletonList(bad));
    ConsumerRecord<byte[], byte[]> first = BROKER.readAll("again").get(0);
    DeadLetter letter =
        DeadLetters.of(
            Transactions.source(first),
            Stage.VALIDATE,
            Reason.MISSING_EVENT_ID,
            "event_id is empty",
            1);
    BROKER.send(Collections.singletonList(DeadLetters.resend(letter)));
    ConsumerRecord<byte[], byte[]> second = BROKER.readAll("again").get(1);
    assertThat(second.key(), is(first.key()));
    assertThat(second.value(), is(first.value()));
    assertThat(second.headers(), is(first.headers()));
  }

  @Test
  public void writtenRecordsArriveWithKeyValueAndHeaders() throws Exception {
    BROKER.createTopic("written", 1);
    ProducerRecord<byte[], byte[]> full =
        Transactions.record("written", 0, "k", Transactions.bytes("e", T), T);
    ProducerRecord<byte[], byte[]> bare = new ProducerRecord<>("written", 0, null, null);
    bare.headers().add("empty", null);
    pipeline
        .apply(Create.of(Arrays.asList(full, bare)).withCoder(WriteRecords.coder()))
        .apply("write", WriteRecords.to(BROKER.bootstrapServers()));
    run();
    List<ConsumerRecord<byte[], byte[]>> written = BROKER.readAll("written");
    written.sort(Comparator.comparing(r -> r.key() == null));
    assertThat(written.size(), is(2));
    assertThat(written.get(0).key(), is(full.key()));
    assertThat(written.get(0).value(), is(full.value()));
    assertThat(written.get(0).headers(), is(full.headers()));
    assertThat(written.get(1).key(), is(nullValue()));
    assertThat(written.get(1).value(), is(nullValue()));
    assertThat(written.get(1).headers(), is(bare.headers()));
  }

  @Test
  public void theNamesOfTheStepsStayBecauseStateIsFoundByThem() {
    pipeline.enableAbandonedNodeEnforcement(false);
    pipeline
        .apply("transactions", read("names"))
        .deadLetters()
        .apply("dead", WriteDeadLetters.to("d", WriteRecords.to(BROKER.bootstrapServers())));
    StepNames names = new StepNames();
    pipeline.traverseTopologically(names);
    assertThat(
        names.found,
        hasItems("transactions/read", "transactions/decode", "dead/record", "dead/kafka/write"));
  }

  private PipelineResult run() throws InterruptedException {
    PipelineResult run = pipeline.run();
    PipelineResult.State state = run.waitUntilFinish(TIMEOUT);
    assertThat(state, is(PipelineResult.State.DONE));
    assertThat(ConsumerThreads.haveEnded(), is(true));
    return run;
  }

  private static ReadEvents<Transaction, String> read(String topic) {
    return ReadEvents.from(topic, new TransactionFormat())
        .into(
            event -> (event.late() ? "late " : "") + event.message().getEventId(),
            StringUtf8Coder.of())
        .bootstrapServers(BROKER.bootstrapServers())
        .maxOutOfOrderness(Duration.ofMinutes(1));
  }

  private static long counter(PipelineResult run, String name) {
    long sum = 0;
    for (MetricResult<Long> counter :
        run.metrics()
            .queryMetrics(
                MetricsFilter.builder()
                    .addNameFilter(MetricNameFilter.named("weir.streams", name))
                    .build())
            .getCounters()) {
      sum += counter.getAttempted();
    }
    return sum;
  }

  private static SourceRecord sourceLike(
      List<ConsumerRecord<byte[], byte[]>> records, SourceRecord like) {
    for (ConsumerRecord<byte[], byte[]> record : records) {
      if (record.partition() == like.getPartition() && record.offset() == like.getOffset()) {
        return Transactions.source(record);
      }
    }
    throw new AssertionError("no record like " + like);
  }

  private static final class StepNames extends Pipeline.PipelineVisitor.Defaults {
    final List<String> found = new ArrayList<>();

    @Override
    public CompositeBehavior enterCompositeTransform(TransformHierarchy.Node node) {
      found.add(node.getFullName());
      return CompositeBehavior.ENTER_TRANSFORM;
    }

    @Override
    public void visitPrimitiveTransform(TransformHierarchy.Node node) {
      found.add(node.getFullName());
    }
  }

  private static final class ShowFn extends DoFn<String, String> {
    private static final long serialVersionUID = 1L;

    @ProcessElement
    public void processElement(
        @Element String element, @Timestamp Instant timestamp, OutputReceiver<String> output) {
      output.output(element + "@" + timestamp.getMillis());
    }
  }
}
