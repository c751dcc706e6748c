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
package io.weir.launcher.watch;

import static io.weir.pipelines.Topic.Role.ACTIONS;
import static io.weir.pipelines.Topic.Role.DEAD_LETTERS;
import static io.weir.pipelines.Topic.Role.PRIMARY_INPUT;

import com.google.protobuf.InvalidProtocolBufferException;
import io.weir.pipelines.ActionView;
import io.weir.pipelines.Application;
import io.weir.pipelines.TopicManifest;
import io.weir.proto.v1.DeadLetter;
import io.weir.proto.v1.SourceRecord;
import io.weir.streams.ControlRecords;
import io.weir.streams.RecordHeaders;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** Puts each record that was read where it belongs. Every method holds the lock. */
final class Observed {
  private static final int DECISIONS = 40;

  private final Application application;
  private final String primaryName;
  private final String primaryTopic;
  private final String actionsTopic;
  private final String deadLettersTopic;
  private final boolean appendTimes;
  private final @Nullable ActionFile file;
  private final HistoryTally history;

  private final Latencies latencies = new Latencies();
  private final Map<String, LaneTally> lanes = new TreeMap<>();
  private final Timeline timeline = new Timeline(System.nanoTime());
  private final Ledger ledger = new Ledger(this::latency);
  private final Deque<NumberedAction> decisions = new ArrayDeque<>();
  private final Span span = new Span();

  Observed(
      Application application,
      String prefix,
      boolean appendTimes,
      @Nullable ActionFile file,
      HistoryTally history) {
    TopicManifest topics = application.topics();
    this.application = application;
    this.primaryName = topics.only(PRIMARY_INPUT).name();
    this.primaryTopic = prefix + primaryName;
    this.actionsTopic = prefix + topics.only(ACTIONS).name();
    this.deadLettersTopic = prefix + topics.only(DEAD_LETTERS).name();
    this.appendTimes = appendTimes;
    this.file = file;
    this.history = history;
  }

  /** The topics to read. */
  List<String> topics() {
    return List.of(primaryTopic, actionsTopic, deadLettersTopic);
  }

  synchronized void read(ConsumerRecord<byte[], byte[]> read) throws IOException {
    long nowNanos = System.nanoTime();
    if (history.isOfBefore(read)) {
      return;
    }
    if (read.topic().equals(primaryTopic)) {
      primary(read, nowNanos);
    } else if (read.topic().equals(actionsTopic)) {
      action(read, nowNanos);
    } else {
      deadLetter(read.value());
    }
  }

  /** After each batch of records, so that a reader of the file sees them. */
  synchronized void flush() throws IOException {
    if (file != null) {
      file.flush();
    }
  }

  private void primary(ConsumerRecord<byte[], byte[]> read, long nowNanos) {
    if (ControlRecords.isControl(read.headers(), read.value())) {
      return;
    }
    String eventId = eventId(primaryName, read.value());
    if (history.takes(read, eventId)) {
      return;
    }
    span.first(millis(read, nowNanos));
    ledger.record(eventId, read.timestamp());
  }

  private void action(ConsumerRecord<byte[], byte[]> read, long nowNanos) throws IOException {
    ActionView action;
    try {
      action = application.action(read.value());
    } catch (IllegalArgumentException e) {
      return; // Somebody else's: it answers nothing, and the event that it hides stays missing.
    }
    if (file != null) {
      file.write(action, scoredTime(read));
    }
    if (ledger.action(action.eventId(), action.decision(), action.lane(), read.timestamp())) {
      history.answered(nowNanos);
      span.last(millis(read, nowNanos));
      timeline.answer(nowNanos);
      lane(action.lane()).answered(action.degraded());
      decisions.addFirst(new NumberedAction(ledger.out(), action, scoredTime(read)));
      if (decisions.size() > DECISIONS) {
        decisions.removeLast();
      }
    }
  }

  private long millis(ConsumerRecord<byte[], byte[]> read, long nowNanos) {
    return appendTimes ? read.timestamp() : nowNanos / 1_000_000;
  }

  private void latency(String lane, long millis) {
    if (appendTimes) {
      latencies.record(millis);
      lane(lane).latencies.record(millis);
      timeline.latency(millis);
    }
  }

  private LaneTally lane(String name) {
    return lanes.computeIfAbsent(name, unused -> new LaneTally());
  }

  private void deadLetter(byte[] value) {
    DeadLetter letter;
    try {
      letter = DeadLetter.parseFrom(value);
    } catch (InvalidProtocolBufferException e) {
      return; // Somebody else's.
    }
    SourceRecord origin = letter.getRecord();
    long place = Fingerprints.ofPlace(origin.getTopic(), origin.getPartition(), origin.getOffset());
    String reason = letter.getReason().name();
    if (origin.getTopic().equals(primaryTopic)) {
      byte[] original = origin.hasValue() ? origin.getValue().toByteArray() : null;
      ledger.deadLetter(place, eventId(primaryName, original), reason);
    } else {
      ledger.otherDeadLetter(place, reason);
    }
  }

  private @Nullable String eventId(String topic, byte @Nullable [] value) {
    return value == null ? null : application.eventId(topic, value);
  }

  private static long scoredTime(ConsumerRecord<byte[], byte[]> read) {
    Header header = read.headers().lastHeader(RecordHeaders.SCORED_TIME);
    if (header == null || header.value() == null) {
      return -1;
    }
    try {
      return RecordHeaders.decode(header.value());
    } catch (IllegalArgumentException e) {
      return -1;
    }
  }

  synchronized Summary summary() {
    return new Summary(ledger, latencies, span.perSecond(ledger.out()), history.figures());
  }

  synchronized Snapshot snapshot() {
    List<Snapshot.Decision> recent = new ArrayList<>();
    for (NumberedAction decision : decisions) {
      recent.add(decision.view());
    }
    List<Snapshot.LaneFigures> figures = new ArrayList<>();
    lanes.forEach((name, tally) -> figures.add(tally.figures(name)));
    return new Snapshot(
        summary(), timeline.seconds(System.nanoTime()), recent, figures, ledger.reasons());
  }

  synchronized List<String> someMissing(int most) {
    return ledger.someMissing(most);
  }

  synchronized long progress() {
    return ledger.progress() + history.events();
  }

  /** An action kept as it is; its JSON is only made when somebody looks. */
  private static final class NumberedAction {
    private final long number;
    private final ActionView action;
    private final long scoredTimeMillis;

    NumberedAction(long number, ActionView action, long scoredTimeMillis) {
      this.number = number;
      this.action = action;
      this.scoredTimeMillis = scoredTimeMillis;
    }

    Snapshot.Decision view() {
      return new Snapshot.Decision(number, action.entity(), action.toJson(scoredTimeMillis));
    }
  }
}
