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
package io.weir.launcher.run;

import static java.util.Objects.requireNonNull;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.startsWith;

import io.weir.launcher.history.HistoryEnd;
import io.weir.launcher.kafka.EmbeddedKafka;
import io.weir.launcher.kafka.TopicCreator;
import io.weir.launcher.logs.Logs;
import io.weir.launcher.watch.Watcher;
import io.weir.pipelines.Application;
import io.weir.pipelines.WarmUpOptions;
import io.weir.pipelines.WeirOptions;
import io.weir.pipelines.fraud.FraudApplication;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class ProgressTest {
  private static final Application FRAUD = new FraudApplication();

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void aStandstillIsSaidToHaveLastedAsLongAsItWasWaitedFor() throws Exception {
    Logs.quiet();
    Path file =
        Files.writeString(
            folder.newFile().toPath(),
            "TX_DATETIME,CUSTOMER_ID,TERMINAL_ID,TX_AMOUNT,TRANSACTION_ID\n"
                + "2018-04-01 10:00:00,1,2,3.00,7\n");
    WeirOptions options = PipelineOptionsFactory.create().as(WeirOptions.class);
    options.as(WarmUpOptions.class).setWarmUpFrom(file.toString());
    HistoryEnd history = requireNonNull(HistoryEnd.fix(FRAUD, options));
    try (EmbeddedKafka kafka = EmbeddedKafka.started()) {
      TopicCreator.on(kafka.bootstrapServers()).create(FRAUD.topics(), "");
      try (Watcher watcher = Watcher.of(FRAUD).on(kafka.bootstrapServers(), "").start()) {
        assertThat(stuck(watcher), startsWith("nothing moved for 90 s: "));
      }
      try (Watcher watcher =
          Watcher.of(FRAUD).on(kafka.bootstrapServers(), "").history(history).start()) {
        assertThat(stuck(watcher), startsWith("nothing moved for 3600 s: "));
      }
    }
  }

  private static String stuck(Watcher watcher) {
    return Progress.stuck(watcher, Progress.patience(watcher.summary()));
  }
}
