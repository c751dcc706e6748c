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
package io.weir.harness.process;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.junit.Assert.assertThrows;

import java.nio.file.Files;
import java.util.List;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public final class GuideTest {
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private Guide guide(String... lines) throws Exception {
    return Guide.read(Files.write(folder.newFile().toPath(), List.of(lines)));
  }

  @Test
  public void blocksAreFoundByTheirKind() throws Exception {
    Guide guide = guide("# A", "```json", "{}", "```", "text", "```", "a", "b", "```", "`c`");

    assertThat(guide.blocks("json"), contains("{}"));
    assertThat(guide.blocks(""), contains("a\nb"));
    assertThat(guide.blocks("csv"), empty());
  }

  @Test
  public void whatStandsUnderATitleIsAGuideOfItsOwn() throws Exception {
    Guide guide =
        guide("# A", "## B", "```sh", "# no title", "b", "```", "### C", "```sh", "c", "```", "");

    assertThat(guide.titles(), contains("A", "B", "C"));
    assertThat(guide.under("A").blocks(), empty());
    assertThat(guide.under("B").blocks("sh"), contains("# no title\nb"));
    assertThat(guide.under("C").blocks().get(0).kind(), is("sh"));
    assertThrows(IllegalArgumentException.class, () -> guide.under("D"));
  }

  @Test
  public void commandsAreLinesAndGoOnBehindABackslash() throws Exception {
    Guide guide =
        guide(
            "```", "# first", "run --a=here \\", "  'b c'", "", "stop", "```", "```", "end", "```");

    assertThat(
        guide.commands("", line -> line.replace("here", "there")),
        contains(List.of("run", "--a=there", "b c"), List.of("stop"), List.of("end")));
  }
}
