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
package io.weir.runner.spark;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toList;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.Assert.assertThrows;

import io.weir.pipelines.InvalidSettingException;
import io.weir.pipelines.SourceEvent;
import io.weir.pipelines.fraud.FraudApplication;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.BeforeClass;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class ReplayedFileTest {
  private static final String ROWS =
      "TX_DATETIME,CUSTOMER_ID,TERMINAL_ID,TX_AMOUNT,TX_FRAUD,TRANSACTION_ID\n"
          + "2024-01-01 08:00:00,1,7,12.50,1,0\n";

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  /** No other file on this machine has it. */
  private final String name = "payments-" + UUID.randomUUID() + ".csv.gz";

  @BeforeClass
  public static void findFileSystems() {
    FileSystems.setDefaultPipelineOptions(PipelineOptionsFactory.create());
  }

  private Path file() {
    return folder.getRoot().toPath().resolve(name);
  }

  private void write() throws IOException {
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file()))) {
      out.write(ROWS.getBytes(UTF_8));
    }
  }

  private static List<Path> copies(String name) throws IOException {
    try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return files.filter(file -> file.toString().endsWith(name)).collect(toList());
    }
  }

  private static List<String> topics(ReplayedFile file) throws IOException {
    List<String> topics = new ArrayList<>();
    for (SourceEvent event = file.next(); event != null; event = file.next()) {
      topics.add(event.topic());
    }
    return topics;
  }

  @Test
  public void aFileOnThisMachineIsReadWhereItLies() throws IOException {
    write();
    try (ReplayedFile replayed = ReplayedFile.open(new FraudApplication(), file().toString())) {
      assertThat(copies(name), empty());
      assertThat(topics(replayed), contains("transactions", "labels"));
    }
  }

  @Test
  public void aFileElsewhereIsCopiedWhileItIsRead() throws IOException {
    write();
    try (ReplayedFile replayed = ReplayedFile.open(new FraudApplication(), "remote:" + file())) {
      assertThat(copies(name), hasSize(1));
      assertThat(topics(replayed), contains("transactions", "labels"));
    }
    assertThat(copies(name), empty());
  }

  @Test
  public void aFileElsewhereThatIsOfAnotherFormLeavesNoCopy() throws IOException {
    Files.writeString(file(), "no gzip");
    assertThrows(
        InvalidSettingException.class,
        () -> ReplayedFile.open(new FraudApplication(), "remote:" + file()));
    assertThat(copies(name), empty());
  }

  @Test
  public void aFileThatIsNowhereIsNamed() {
    for (String nowhere : List.of("/nowhere/" + name, "remote:/nowhere/" + name)) {
      assertThat(
          String.valueOf(
              assertThrows(
                      IOException.class, () -> ReplayedFile.open(new FraudApplication(), nowhere))
                  .getMessage()),
          containsString("there is no file " + nowhere));
    }
  }
}
