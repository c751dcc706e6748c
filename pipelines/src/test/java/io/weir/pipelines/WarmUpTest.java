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
package io.weir.pipelines;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.Assert.assertThrows;

import io.weir.streams.History;
import io.weir.streams.RecordHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.kafka.common.header.Headers;
import org.junit.Test;

public class WarmUpTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final long LAST = Instant.parse("2018-04-30T23:59:58.250Z").toEpochMilli();

  @Test
  public void withoutTheOptionsThereIsNoHistory() {
    WarmUp none = WarmUp.of(options("", ""));
    assertThat(none.isSet(), is(false));
    assertThat(none.file(), is(nullValue()));
    assertThat(none.history("transactions", MINUTE).holds(0, 0, at(0)), is(false));
  }

  @Test
  public void earliestIsWhatLiesBelowTheOffsetsOfEachPartition() {
    String until =
        WarmUp.until(
            new TreeMap<>(Map.of("transactions", List.of(120L, 98L), "labels", List.of(7L, 0L))));
    assertThat(until, is("labels=7,0/transactions=120,98"));
    WarmUp warmUp = WarmUp.of(options("earliest", until));
    assertThat(warmUp.file(), is(nullValue()));
    History transactions = warmUp.history("transactions", MINUTE);
    assertThat(transactions.holds(0, 119, null), is(true));
    assertThat(transactions.holds(0, 120, null), is(false));
    assertThat(transactions.holds(1, 98, null), is(false));
    assertThat(warmUp.history("labels", MINUTE).holds(1, 0, null), is(false));
  }

  @Test
  public void afterAFileATopicIsHistoryButForWhatMayHaveComeAfterTheLastRow() {
    String until = WarmUp.until(LAST);
    assertThat(until, is("2018-04-30T23:59:58.250Z"));
    WarmUp warmUp = WarmUp.of(options("/data/april.csv", until));
    assertThat(warmUp.file(), is("/data/april.csv"));
    assertThat(warmUp.lastMillis(), is(LAST));
    History transactions = warmUp.history("transactions", MINUTE);
    assertThat(transactions.holds(0, 0, at(LAST - 60_000)), is(true));
    assertThat(transactions.holds(0, 0, at(LAST - 59_999)), is(false));
  }

  @Test
  public void whatCannotBeIsRefusedWithWhatIsAllowed() {
    refused("--warmUpUntil is labels=1, must not be set without --warmUpFrom", "", "labels=1");
    refused("--warmUpFrom is earliest, but --warmUpUntil is not set", "earliest", "");
    for (String until : new String[] {"x", "=1", "labels=", "labels=1,", "labels=-1", "a=1//b=2"}) {
      refused("--warmUpUntil is " + until + ", must be the first offset", "earliest", until);
    }
    refused("must be the time of the last row", "a.csv", "labels=1");
    WarmUp warmUp = WarmUp.of(options("earliest", "labels=1"));
    assertThat(
        assertThrows(InvalidSettingException.class, () -> warmUp.history("transactions", MINUTE))
            .getMessage(),
        is("--warmUpUntil names the topics [labels], must name transactions, too"));
  }

  @Test
  public void aRepeatOfTheFilesEndMustBeKnownAsOne() {
    WarmUp file = WarmUp.of(options("a.csv", WarmUp.until(LAST)));
    file.check(MINUTE, MINUTE);
    assertThat(
        assertThrows(
                InvalidSettingException.class, () -> file.check(MINUTE, Duration.ofSeconds(59)))
            .getMessage(),
        containsString("--deduplicateWithin is PT59S, must be at least --maxOutOfOrderness"));
    WarmUp.of(options("earliest", "labels=1")).check(MINUTE, Duration.ofSeconds(59));
  }

  private static void refused(String line, String from, String until) {
    assertThat(
        assertThrows(InvalidSettingException.class, () -> WarmUp.of(options(from, until)))
            .getMessage(),
        containsString(line));
  }

  private static Headers at(long eventTimeMillis) {
    Headers headers = new org.apache.kafka.common.header.internals.RecordHeaders();
    headers.add(RecordHeaders.EVENT_TIME, RecordHeaders.encode(eventTimeMillis));
    return headers;
  }

  private static WarmUpOptions options(String from, String until) {
    WarmUpOptions options = PipelineOptionsFactory.create().as(WarmUpOptions.class);
    options.setWarmUpFrom(from);
    options.setWarmUpUntil(until);
    return options;
  }
}
