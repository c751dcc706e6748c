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

import org.apache.beam.sdk.io.kafka.KafkaRecord;
import org.apache.beam.sdk.io.kafka.KafkaTimestampType;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** Builds records of {@link LineFormat} as KafkaIO hands them over, a good one unless changed. */
final class TestRecord {
  static final long APPEND_TIME = 1_800_000_000_000L;

  private byte @Nullable [] key = "card".getBytes(UTF_8);
  private byte @Nullable [] value;
  private Headers headers = new RecordHeaders();
  private long appendTime = APPEND_TIME;
  private long offset;

  private TestRecord() {}

  static TestRecord event(long time) {
    return new TestRecord()
        .value(time + "|id")
        .header(io.weir.streams.RecordHeaders.EVENT_TIME, Long.toString(time));
  }

  static TestRecord control(long time) {
    return new TestRecord()
        .key(null)
        .header(io.weir.streams.RecordHeaders.CONTROL_TIME, Long.toString(time));
  }

  static TestRecord empty() {
    return new TestRecord();
  }

  TestRecord key(@Nullable String text) {
    key = text == null ? null : text.getBytes(UTF_8);
    return this;
  }

  TestRecord value(@Nullable String text) {
    value = text == null ? null : text.getBytes(UTF_8);
    return this;
  }

  TestRecord header(String name, @Nullable String text) {
    headers.add(name, text == null ? null : text.getBytes(UTF_8));
    return this;
  }

  TestRecord withoutHeaders() {
    headers = new RecordHeaders();
    return this;
  }

  TestRecord appendTime(long millis) {
    appendTime = millis;
    return this;
  }

  TestRecord offset(long at) {
    offset = at;
    return this;
  }

  KafkaRecord<byte[], Decoded<String>> build() {
    return new KafkaRecord<>(
        "lines",
        3,
        offset,
        appendTime,
        KafkaTimestampType.LOG_APPEND_TIME,
        headers,
        key,
        Decoded.parse(new LineFormat(), value));
  }
}
