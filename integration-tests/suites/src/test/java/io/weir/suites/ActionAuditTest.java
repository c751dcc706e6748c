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
import static org.hamcrest.Matchers.is;

import io.weir.proto.fraud.v1.Action;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.Test;

public class ActionAuditTest {

  @Test
  public void everyEventAnsweredOnceAndInOrderIsClean() {
    ActionAudit audit = audit(2, action(1, 0.5), action(2, 0.5));

    assertThat(audit.lost(), is(0L));
    assertThat(audit.duplicates(), is(0L));
    assertThat(audit.orderBreaks(), is(0L));
    assertThat(audit.strangers(), is(0L));
  }

  @Test
  public void anEventWithoutAnActionIsLost() {
    assertThat(audit(3, action(1, 0.5), action(3, 0.5)).lost(), is(1L));
  }

  @Test
  public void anActionOfNobodysEventIsAStranger() {
    ActionAudit audit = audit(1, action(1, 0.5), action(2, 0.5));

    assertThat(audit.strangers(), is(1L));
    assertThat(audit.lost(), is(0L));
  }

  @Test
  public void aRepetitionIsADuplicateAndUnequalIfItsBytesAre() {
    ActionAudit audit = audit(1, action(1, 0.5), action(1, 0.5), action(1, 0.25));

    assertThat(audit.duplicates(), is(2L));
    assertThat(audit.unequalDuplicates(), is(1L));
  }

  @Test
  public void onlyFirstAnswersCountForTheOrderOfACard() {
    assertThat(audit(2, action(2, 0.5), action(1, 0.5)).orderBreaks(), is(1L));
    assertThat(audit(2, action(1, 0.5), action(2, 0.5), action(1, 0.5)).orderBreaks(), is(0L));
  }

  @Test
  public void anEventWithOtherBytesThanInAnotherRunIsADifference() {
    ActionAudit one = audit(2, action(1, 0.5), action(2, 0.5));
    ActionAudit other = audit(2, action(1, 0.5), action(2, 0.75));

    assertThat(one.differences(other), is(1L));
    assertThat(one.differences(one), is(0L));
  }

  @SafeVarargs
  private static ActionAudit audit(int events, ConsumerRecord<byte[], byte[]>... records) {
    ActionAudit audit = ActionAudit.empty(events);
    for (ConsumerRecord<byte[], byte[]> message : records) {
      audit.add(message);
    }
    return audit;
  }

  private static ConsumerRecord<byte[], byte[]> action(int number, double score) {
    byte[] value =
        Action.newBuilder()
            .setEventId("sim-7-" + number)
            .setCardId("card")
            .setScore(score)
            .build()
            .toByteArray();
    return new ConsumerRecord<>("actions", 0, 0, "card".getBytes(UTF_8), value);
  }
}
