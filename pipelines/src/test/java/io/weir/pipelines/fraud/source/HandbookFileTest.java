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
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.Assert.assertThrows;

import io.weir.pipelines.InvalidSettingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Files that cannot be replayed are refused with one line that names the setting and the path. */
public class HandbookFileTest {
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private Path path(String name) {
    return folder.getRoot().toPath().resolve(name);
  }

  private Path file(String name, String content) throws IOException {
    return Files.write(path(name), content.getBytes(UTF_8));
  }

  private static String refusal(Path path) {
    InvalidSettingException refused =
        assertThrows(InvalidSettingException.class, () -> FraudSources.replay(path, 1));
    String message = String.valueOf(refused.getMessage());
    assertThat(message, startsWith("--input is " + path + ", which "));
    assertThat(message, not(containsString("\n")));
    return message;
  }

  @Test
  public void aFileThatDoesNotExistIsRefused() {
    assertThat(refusal(path("none.csv")), containsString("does not exist"));
  }

  @Test
  public void aFolderIsRefused() throws IOException {
    assertThat(refusal(folder.newFolder().toPath()), containsString("is no file"));
  }

  @Test
  public void aFileThatIsNotCompressedAsItsNameSaysIsRefused() throws IOException {
    assertThat(
        refusal(file("plain.csv.gz", "TX_DATETIME,CUSTOMER_ID\n1,2\n")),
        containsString("ends in .gz but is not compressed with gzip"));
    assertThat(refusal(file("empty.csv.gz", "")), containsString("cannot be read"));
  }

  @Test
  public void anEmptyFileIsRefused() throws IOException {
    assertThat(refusal(file("empty.csv", "")), containsString("is empty"));
  }

  @Test
  public void missingColumnsAreNamed() throws IOException {
    assertThat(
        refusal(file("few.csv", "TX_DATETIME,TERMINAL_ID,TX_AMOUNT\n")),
        containsString("has no column CUSTOMER_ID, TRANSACTION_ID in its first line"));
  }

  @Test
  public void aColumnThatIsThereTwiceIsRefused() throws IOException {
    assertThat(
        refusal(
            file(
                "twice.csv",
                "TX_DATETIME,CUSTOMER_ID,TERMINAL_ID,TX_AMOUNT,TRANSACTION_ID,TX_AMOUNT\n")),
        containsString("has the column TX_AMOUNT twice"));
  }

  @Test
  public void noEventsAtAllAreRefused() {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> FraudSources.replay(path("any.csv"), 0));
    assertThat(refused.getMessage(), is("events is 0, must be at least 1"));
  }
}
