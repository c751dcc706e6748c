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

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.Assert.assertThrows;

import io.weir.proto.v1.DeadLetter;
import io.weir.proto.v1.Reason;
import io.weir.proto.v1.SourceRecord;
import io.weir.proto.v1.Stage;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.Test;

public class DeadLettersTest {
  @Test
  public void aDeadLetterSentAgainIsTheSameRecord() throws Exception {
    TestRecord record =
        TestRecord.event(7).value("any").header("a", null).header("a", "").header("b", "2");
    ProducerRecord<byte[], byte[]> again = throughBytes(record);
    assertThat(again.topic(), is("lines"));
    assertThat(again.key(), is("card".getBytes(UTF_8)));
    assertThat(again.value(), is("any".getBytes(UTF_8)));
    assertThat(again.headers(), is(record.build().getHeaders()));
    assertThat(again.timestamp(), is(nullValue()));
  }

  @Test
  public void whatWasMissingIsMissingAgainAndWhatWasEmptyIsEmpty() throws Exception {
    ProducerRecord<byte[], byte[]> missing = throughBytes(TestRecord.empty().key(null).value(null));
    assertThat(missing.key(), is(nullValue()));
    assertThat(missing.value(), is(nullValue()));
    ProducerRecord<byte[], byte[]> empty = throughBytes(TestRecord.empty().key("").value(""));
    assertThat(empty.key(), is(new byte[0]));
    assertThat(empty.value(), is(new byte[0]));
  }

  @Test
  public void aDeadLetterSaysWhereWhyAndHowOften() {
    SourceRecord source = SourceRecords.of(TestRecord.event(7).offset(41).build());
    DeadLetter letter = DeadLetters.of(source, Stage.SCORE, Reason.MODEL_ERROR, "first\nsecond", 3);
    assertThat(letter.getStage(), is(Stage.SCORE));
    assertThat(letter.getReason(), is(Reason.MODEL_ERROR));
    assertThat(letter.getDetail(), is("first second"));
    assertThat(letter.getAttempts(), is(3));
    assertThat(letter.getRecord().getTopic(), is("lines"));
    assertThat(letter.getRecord().getPartition(), is(3));
    assertThat(letter.getRecord().getOffset(), is(41L));
    assertThat(letter.getRecord().getAppendTimeMs(), is(TestRecord.APPEND_TIME));
  }

  @Test
  public void aDeadLetterWithoutAttemptOrTopicIsRefused() {
    SourceRecord source = SourceRecord.getDefaultInstance();
    IllegalArgumentException refusal =
        assertThrows(
            IllegalArgumentException.class,
            () -> DeadLetters.of(source, Stage.SCORE, Reason.MODEL_ERROR, "", 0));
    assertThat(refusal.getMessage(), is("attempts must be at least 1, but is 0"));
    refusal =
        assertThrows(
            IllegalArgumentException.class,
            () -> DeadLetters.resend(DeadLetter.getDefaultInstance()));
    assertThat(refusal.getMessage(), containsString("topic"));
  }

  private static ProducerRecord<byte[], byte[]> throughBytes(TestRecord record) throws Exception {
    DeadLetter letter =
        DeadLetters.of(
            SourceRecords.of(record.build()), Stage.DECODE, Reason.UNDECODABLE, "detail", 1);
    return DeadLetters.resend(DeadLetter.parseFrom(letter.toByteArray()));
  }
}
