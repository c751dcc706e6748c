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
package io.weir.pipelines.fraud;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import com.google.protobuf.ByteString;
import io.weir.features.Observation;
import io.weir.proto.v1.Header;
import io.weir.proto.v1.SourceRecord;
import io.weir.streams.RecordHeaders;
import org.junit.Test;

public class OriginTest {
  private static final String TOPIC = "transactions";
  private static final String CARD = "card-7";
  private static final long TIME = 1_704_103_200_000L;

  private static final SourceRecord USUAL =
      SourceRecord.newBuilder()
          .setTopic(TOPIC)
          .setPartition(1)
          .setOffset(42)
          .setAppendTimeMs(1_764_000_000_000L)
          .setKey(ByteString.copyFromUtf8(CARD))
          .setValue(ByteString.copyFromUtf8("value"))
          .addHeaders(header(RecordHeaders.EVENT_TIME, String.valueOf(TIME)))
          .build();

  @Test
  public void theUsualRecordComesBackWholeFromFewerBytes() throws Exception {
    assertThat(restored(USUAL), is(USUAL));
    assertThat(
        Origin.compact(USUAL, TOPIC, CARD, TIME).length, lessThan(USUAL.toByteArray().length - 40));
  }

  @Test
  public void aRecordOfAnotherTopicKeyOrMoreHeadersComesBackAsItWas() throws Exception {
    SourceRecord other =
        USUAL.toBuilder()
            .setTopic("others")
            .setKey(ByteString.copyFromUtf8("not the card"))
            .addHeaders(header("trace", "abc"))
            .addHeaders(Header.newBuilder().setKey("null"))
            .build();

    assertThat(restored(other), is(other));
  }

  @Test
  public void aHeaderWrittenAnotherWayComesBackAsItWas() throws Exception {
    SourceRecord padded =
        USUAL.toBuilder().setHeaders(0, header(RecordHeaders.EVENT_TIME, "0" + TIME)).build();

    assertThat(restored(padded), is(padded));
  }

  private static SourceRecord restored(SourceRecord record) throws Exception {
    Observation payment =
        Observation.event("e", TIME)
            .entities("terminal-1", CARD)
            .values(1)
            .payload(Origin.compact(record, TOPIC, CARD, TIME))
            .build();
    return Origin.restore(payment, TOPIC, CARD);
  }

  private static Header header(String key, String value) {
    return Header.newBuilder().setKey(key).setValue(ByteString.copyFromUtf8(value)).build();
  }
}
