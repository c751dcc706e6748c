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
package io.weir.harness.graph;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.Assert.assertThrows;
import static org.junit.Assume.assumeFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.beam.sdk.coders.BigEndianLongCoder;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class GoldenGraphTest {
  @Rule public TemporaryFolder folder = new TemporaryFolder();

  private Path file;
  private GoldenGraph golden;

  @Before
  public void write() throws Exception {
    assumeFalse("the golden files are being written", Boolean.getBoolean(GoldenGraph.UPDATE));
    file = folder.getRoot().toPath().resolve("deep/pipeline.graph");
    Files.createDirectories(file.getParent());
    Files.writeString(file, Graphs.release().graph().text());
    golden = GoldenGraph.at(file);
  }

  private String refusal(Graphs release) {
    return assertThrows(AssertionError.class, () -> golden.check(release.graph())).toString();
  }

  @Test
  public void theSameGraphPasses() {
    golden.check(Graphs.release().graph());
  }

  @Test
  public void anotherCoderIsNamedWithItsLineAndPart() {
    assertThat(
        refusal(Graphs.release().stateCoder(BigEndianLongCoder.of())),
        allOf(
            containsString("line 2, count/ParMultiDo(Count): state cell was value varint, is "),
            containsString("-Dweir.golden.update=true")));
  }

  @Test
  public void aStepThatIsGoneAndOneThatIsNewAreNamed() {
    assertThat(
        refusal(Graphs.release().counterNamed("tally")),
        allOf(
            containsString("line 2, count/ParMultiDo(Count): is gone"),
            containsString("no line yet: tally/ParMultiDo(Count) | ")));
  }

  @Test
  public void withoutAFileItIsSaidHowToWriteIt() throws Exception {
    Files.delete(file);

    assertThat(
        refusal(Graphs.release()), containsString("write it with -Dweir.golden.update=true"));
  }

  @Test
  public void theFileIsWrittenOnDemand() {
    System.setProperty(GoldenGraph.UPDATE, "true");
    try {
      golden.check(Graphs.release().withAddedStep().graph());
    } finally {
      System.clearProperty(GoldenGraph.UPDATE);
    }

    assertThat(golden.graph(), is(Graphs.release().withAddedStep().graph()));
  }
}
