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

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.Assert.assertThrows;

import com.pholser.junit.quickcheck.Property;
import com.pholser.junit.quickcheck.runner.JUnitQuickcheck;
import java.util.Arrays;
import org.junit.Test;
import org.junit.runner.RunWith;

@RunWith(JUnitQuickcheck.class)
public class RecordHeadersTest {
  @Property(trials = 500)
  public void everyTimeIsReadAsItWasWritten(long millis) {
    if (millis != Long.MIN_VALUE) {
      assertThat(RecordHeaders.decode(RecordHeaders.encode(millis)), is(millis));
    }
  }

  @Test
  public void theLargestAndTheSmallestTimesAreRead() {
    assertThat(RecordHeaders.decode(ascii("9223372036854775807")), is(Long.MAX_VALUE));
    assertThat(RecordHeaders.decode(ascii("-9223372036854775807")), is(-Long.MAX_VALUE));
    assertThat(RecordHeaders.decode(ascii("0")), is(0L));
  }

  @Test
  public void whatIsNotATimeIsRefused() {
    for (String text :
        Arrays.asList(
            "",
            "-",
            "+1",
            " 1",
            "1 ",
            "1.0",
            "0x1",
            "--1",
            "9223372036854775808",
            "9999999999999999999",
            "12345678901234567890",
            "1e3")) {
      IllegalArgumentException refusal =
          assertThrows(
              text, IllegalArgumentException.class, () -> RecordHeaders.decode(ascii(text)));
      assertThat(refusal.getMessage(), containsString("milliseconds since the epoch"));
    }
  }

  @Test
  public void ofSeveralHeadersOfOneNameTheLastCounts() {
    TestRecord record = TestRecord.event(7).header(RecordHeaders.EVENT_TIME, "8");
    assertThat(RecordHeaders.timeOf(record.build().getHeaders(), RecordHeaders.EVENT_TIME), is(8L));
  }

  @Test
  public void aHeaderWithoutValueHoldsNoTime() {
    TestRecord record = TestRecord.empty().header(RecordHeaders.EVENT_TIME, null);
    assertThat(
        RecordHeaders.timeOf(record.build().getHeaders(), RecordHeaders.EVENT_TIME),
        is(RecordHeaders.NO_TIME));
    assertThat(RecordHeaders.timeOf(null, "any"), is(RecordHeaders.NO_TIME));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(US_ASCII);
  }
}
