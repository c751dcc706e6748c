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
package io.weir.pipelines.fraud.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.Assert.assertThrows;

import io.weir.pipelines.EventSource;
import io.weir.pipelines.InvalidSettingException;
import io.weir.pipelines.SimulationSettings;
import io.weir.pipelines.SourceEvent;
import io.weir.pipelines.SourceLog;
import io.weir.proto.fraud.v1.Label;
import io.weir.streams.RecordLog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.io.kafka.KafkaRecord;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** A file of a replay as history, by the name that an option gives it. */
public class HistoryFileTest {
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private Path file;

  @Before
  public void write() throws Exception {
    file = folder.getRoot().toPath().resolve("history.csv");
    Files.writeString(
        file,
        "TX_DATETIME,CUSTOMER_ID,TERMINAL_ID,TX_AMOUNT,TX_FRAUD,TRANSACTION_ID\n"
            + "2018-04-01 00:00:31,596,3156,57.16,0,0\n"
            + "2018-04-09 00:02:10,4961,3412,81.51,1,1\n");
  }

  @Test
  public void itHasWhatAReplayHas() throws Exception {
    assertThat(
        values(FraudSources.history(file.toString())),
        is(values(FraudSources.replay(file, SimulationSettings.UNBOUNDED))));
    assertThat(
        values(FraudSources.history(file.toUri().toString())),
        is(values(FraudSources.replay(file, SimulationSettings.UNBOUNDED))));
  }

  @Test
  public void aTopicsLogHasItsRecordsAloneEachTimeItIsOpened() throws Exception {
    String name = file.toString();
    SourceLog log = new SourceLog(() -> FraudSources.history(name), "labels", 77);
    for (int time = 0; time < 2; time++) {
      List<String> labels = new ArrayList<>();
      try (RecordLog.Cursor cursor = log.open()) {
        KafkaRecord<byte[], byte[]> record = cursor.next();
        while (record != null) {
          assertThat(record.getOffset(), is((long) labels.size()));
          assertThat(record.getTimestamp(), is(77L));
          labels.add(Label.parseFrom(record.getKV().getValue()).getEventId());
          record = cursor.next();
        }
      }
      assertThat(labels, is(List.of("0", "1")));
    }
  }

  @Test
  public void aFileThatCannotBeReadIsRefusedByName() throws Exception {
    refused(file + ".missing", "which does not exist, must be a CSV file");
    refused("nowhere://bucket/file.csv", "which is on no known file system, must be a CSV file");
    refused(folder.getRoot().toString(), "which ");
    Path packed =
        Files.writeString(folder.getRoot().toPath().resolve("plain.gz"), "TX_DATETIME,TERMINAL_ID");
    refused(packed.toString(), "which ends in .gz but is not compressed");
    Path empty = Files.createFile(folder.getRoot().toPath().resolve("empty.csv"));
    refused(empty.toString(), "which ");
  }

  private static void refused(String name, String why) {
    String line =
        String.valueOf(
            assertThrows(InvalidSettingException.class, () -> FraudSources.history(name))
                .getMessage());
    assertThat(line, startsWith("--warm-up-from is " + name));
    assertThat(line, containsString(why));
    assertThat(line.lines().count(), is(1L));
  }

  private static List<String> values(EventSource source) throws Exception {
    List<String> values = new ArrayList<>();
    try (source) {
      for (SourceEvent event = source.next(); event != null; event = source.next()) {
        values.add(event.topic() + new String(event.value(), UTF_8));
      }
    }
    return values;
  }
}
