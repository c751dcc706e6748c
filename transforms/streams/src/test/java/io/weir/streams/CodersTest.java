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
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import com.google.protobuf.UnknownFieldSet;
import com.pholser.junit.quickcheck.Property;
import com.pholser.junit.quickcheck.runner.JUnitQuickcheck;
import io.weir.proto.fraud.v1.Transaction;
import io.weir.proto.v1.Reason;
import java.util.Arrays;
import java.util.Random;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.NullableCoder;
import org.apache.beam.sdk.io.kafka.KafkaRecord;
import org.apache.beam.sdk.io.kafka.KafkaRecordCoder;
import org.apache.beam.sdk.testing.CoderProperties;
import org.apache.beam.sdk.util.CoderUtils;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.Test;
import org.junit.runner.RunWith;

@RunWith(JUnitQuickcheck.class)
public class CodersTest {
  private static final Coder<Decoded<String>> LINES = new DecodedCoder<>(new LineFormat());
  private static final Coder<Decoded<Transaction>> TRANSACTIONS =
      new DecodedCoder<>(new TransactionFormat());

  @Property(trials = 300)
  public void anyBytesComeBackAsTheyWere(byte[] value) throws Exception {
    CoderProperties.coderDecodeEncodeEqual(LINES, Decoded.parse(new LineFormat(), value));
  }

  @Test
  public void aMissingValueIsNotAnEmptyOne() throws Exception {
    Decoded<String> missing = copy(LINES, Decoded.parse(new LineFormat(), null));
    assertThat(missing.value(), is(nullValue()));
    Decoded<String> empty = copy(LINES, Decoded.parse(new LineFormat(), new byte[0]));
    assertThat(empty.value(), is(new byte[0]));
  }

  @Test
  public void theCoderOfDecodedValuesIsDeterministicSerializableAndConsistentWithEquals()
      throws Exception {
    Decoded<String> one = Decoded.parse(new LineFormat(), "1|a".getBytes(UTF_8));
    Decoded<String> same = Decoded.parse(new LineFormat(), "1|a".getBytes(UTF_8));
    CoderProperties.coderSerializable(LINES);
    CoderProperties.coderDeterministic(LINES, one, same);
    CoderProperties.coderConsistentWithEquals(LINES, one, same);
  }

  @Test
  public void aRejectionIsFoundAgain() throws Exception {
    Decoded<String> decoded = copy(LINES, Decoded.parse(new LineFormat(), "1|".getBytes(UTF_8)));
    RejectedRecordException rejection = decoded.rejection();
    assertThat(rejection, is(notNullValue()));
    assertThat(rejection == null ? null : rejection.reason(), is(Reason.MISSING_EVENT_ID));
  }

  @Test
  public void whatANewerProducerAddedSurvivesInTheOriginalBytes() throws Exception {
    byte[] value =
        transaction().toBuilder()
            .setUnknownFields(
                UnknownFieldSet.newBuilder()
                    .addField(77, UnknownFieldSet.Field.newBuilder().addVarint(5).build())
                    .build())
            .build()
            .toByteArray();
    Decoded<Transaction> decoded =
        copy(TRANSACTIONS, Decoded.parse(new TransactionFormat(), value));
    assertThat(decoded.value(), is(value));
    assertThat(decoded.message().getEventId(), is("e1"));
  }

  @Test
  public void whatAnOlderProducerDidNotKnowIsItsDefault() throws Exception {
    byte[] value =
        Transaction.newBuilder().setEventId("e1").setEventTimeMs(7).build().toByteArray();
    Decoded<Transaction> decoded =
        copy(TRANSACTIONS, Decoded.parse(new TransactionFormat(), value));
    assertThat(decoded.value(), is(value));
    assertThat(decoded.message().getSequence(), is(0L));
  }

  @Test
  public void aRecordReadWithoutKeyValueAndHeaderValueComesBackWhole() throws Exception {
    Coder<KafkaRecord<byte[], Decoded<String>>> coder =
        KafkaRecordCoder.of(NullableCoder.of(ByteArrayCoder.of()), LINES);
    KafkaRecord<byte[], Decoded<String>> record =
        TestRecord.empty().key(null).value(null).header("a", null).header("a", "").build();
    KafkaRecord<byte[], Decoded<String>> copy = copy(coder, record);
    assertThat(SourceRecords.of(copy), is(SourceRecords.of(record)));
    assertThat(copy.getKV().getKey(), is(nullValue()));
    assertThat(SourceRecords.of(copy).getHeaders(0).hasValue(), is(false));
    assertThat(SourceRecords.of(copy).getHeaders(1).hasValue(), is(true));
  }

  @Property(trials = 300)
  public void aRecordToWriteComesBackWhole(long seed) throws Exception {
    Random random = new Random(seed);
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(
            "topic" + random.nextInt(5),
            random.nextBoolean() ? null : Integer.valueOf(random.nextInt(100)),
            random.nextBoolean() ? null : Long.valueOf(random.nextInt(100_000)),
            bytesOrNull(random),
            bytesOrNull(random));
    for (int i = random.nextInt(4); i > 0; i--) {
      record.headers().add("header" + random.nextInt(3), bytesOrNull(random));
    }
    ProducerRecord<byte[], byte[]> copy = copy(WriteRecords.coder(), record);
    assertThat(copy.topic(), is(record.topic()));
    assertThat(copy.partition(), is(record.partition()));
    assertThat(copy.timestamp(), is(record.timestamp()));
    assertThat(copy.key(), is(record.key()));
    assertThat(copy.value(), is(record.value()));
    assertThat(copy.headers(), is(record.headers()));
    CoderProperties.coderSerializable(WriteRecords.coder());
    assertThat(
        CoderUtils.encodeToByteArray(WriteRecords.coder(), copy),
        is(CoderUtils.encodeToByteArray(WriteRecords.coder(), record)));
  }

  private static byte @Nullable [] bytesOrNull(Random random) {
    if (random.nextInt(3) == 0) {
      return null;
    }
    byte[] bytes = new byte[random.nextInt(20)];
    random.nextBytes(bytes);
    return bytes;
  }

  private static Transaction transaction() {
    return Transaction.newBuilder()
        .setEventId("e1")
        .setEventTimeMs(7)
        .setCardId("c1")
        .setTerminalId("t1")
        .build();
  }

  /** Through bytes of which no reference is kept, as a shuffle does it. */
  private static <T> T copy(Coder<T> coder, T value) throws Exception {
    byte[] bytes = CoderUtils.encodeToByteArray(coder, value);
    T copy = CoderUtils.decodeFromByteArray(coder, bytes.clone());
    Arrays.fill(bytes, (byte) 0);
    return copy;
  }
}
