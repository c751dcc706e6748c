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
import static org.hamcrest.Matchers.is;

import com.google.common.hash.Hashing;
import io.weir.proto.fraud.v1.Action;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What a topic of actions holds about simulated events, told by their numbers 1 to n: which are
 * answered, whether with the same bytes each time, and whether each card's first answers keep the
 * order of its events. Of an action it keeps 64 bits of its bytes and 64 of what it says.
 */
final class ActionAudit {
  private final long[] fingerprints;
  private final long[] contents;
  private final BitSet answered = new BitSet();
  private final Map<String, Long> latestOfCard = new HashMap<>();
  private long strangers;
  private long duplicates;
  private long unequalDuplicates;
  private long orderBreaks;

  private ActionAudit(int events) {
    this.fingerprints = new long[events + 1];
    this.contents = new long[events + 1];
  }

  /**
   * Reads a topic whole.
   *
   * @param events how many there are to answer
   */
  static ActionAudit of(String bootstrapServers, String topic, int events) {
    ActionAudit audit = new ActionAudit(events);
    TopicContent.forEach(bootstrapServers, topic, audit::add);
    return audit;
  }

  /** Looks at one more action of a topic, in the order of its partition. */
  static ActionAudit empty(int events) {
    return new ActionAudit(events);
  }

  /** The number of the event that it answers: the simulator numbers them in the order of time. */
  static int number(Action action) {
    String id = action.getEventId();
    return Integer.parseInt(id.substring(id.lastIndexOf('-') + 1));
  }

  void add(ConsumerRecord<byte[], byte[]> message) {
    Action action = FraudRun.action(message);
    int number = number(action);
    if (number >= fingerprints.length) {
      strangers++;
      return;
    }
    long fingerprint =
        Hashing.murmur3_128()
            .newHasher()
            .putInt(message.key().length)
            .putBytes(message.key())
            .putBytes(message.value())
            .hash()
            .asLong();
    if (answered.get(number)) {
      duplicates++;
      if (fingerprints[number] != fingerprint) {
        unequalDuplicates++;
      }
      return;
    }
    answered.set(number);
    fingerprints[number] = fingerprint;
    contents[number] = ActionContent.of(action);
    // The simulator numbers events in the order of their times.
    Long latest = latestOfCard.put(action.getCardId(), (long) number);
    if (latest != null && latest > number) {
      orderBreaks++;
    }
  }

  /** How many events have no action. */
  long lost() {
    return (long) fingerprints.length - 1 - answered.cardinality();
  }

  /** How many actions are of events that nobody wrote. */
  long strangers() {
    return strangers;
  }

  /** How many actions follow another of the same event. */
  long duplicates() {
    return duplicates;
  }

  /** How many of those have other bytes. */
  long unequalDuplicates() {
    return unequalDuplicates;
  }

  /** How often a card's first answer to an event came after that to a later one. */
  long orderBreaks() {
    return orderBreaks;
  }

  /** How many answered events have another answer than they must. */
  long wrong(ExpectedActions expected) {
    return answered.stream().filter(number -> contents[number] != expected.content(number)).count();
  }

  /** That nobody can tell what happened: as below, and each card's answers come in order. */
  void check(ExpectedActions expected) {
    checkInAnyOrder(expected);
    assertThat("answers of a card out of order", orderBreaks(), is(0L));
  }

  /**
   * That nothing is lost, every answer is what it must be, and a repeated one has the same bytes.
   */
  void checkInAnyOrder(ExpectedActions expected) {
    assertThat("payments without an answer", lost(), is(0L));
    assertThat("answers to nothing", strangers(), is(0L));
    assertThat("repeated answers with other bytes", unequalDuplicates(), is(0L));
    assertThat("wrong answers", wrong(expected), is(0L));
  }
}
