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

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.emptyArray;
import static org.hamcrest.Matchers.is;

import java.io.BufferedReader;
import java.io.File;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.Assume;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.rules.Timeout;

/** A run in a process of its own that is told to stop. */
public class InterruptionTest {
  @Rule public Timeout timeout = Timeout.seconds(180);
  @Rule public TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void aSignalStopsEverythingAndLeavesNoFile() throws Exception {
    Assume.assumeTrue("signals need a POSIX kill", new File("/bin/kill").canExecute());
    File scratch = folder.newFolder("scratch");
    Process run =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:-UsePerfData",
                "-Djava.io.tmpdir=" + scratch,
                "-cp",
                System.getProperty("java.class.path"),
                "io.weir.launcher.Weir",
                "run",
                "echo",
                "--no-page",
                "--rate=50")
            .redirectOutput(folder.newFile("out"))
            .start();
    try (BufferedReader err =
        new BufferedReader(new InputStreamReader(run.getErrorStream(), StandardCharsets.UTF_8))) {
      String line = err.readLine();
      while (line != null && !line.contains("answered")) {
        line = err.readLine();
      }
      assertThat(String.valueOf(line), containsString("answered"));
      Process kill =
          new ProcessBuilder(List.of("/bin/kill", "-INT", String.valueOf(run.pid()))).start();
      assertThat(kill.waitFor(10, TimeUnit.SECONDS), is(true));
      assertThat(run.waitFor(40, TimeUnit.SECONDS), is(true));
      assertThat(run.exitValue(), is(ExitCode.INTERRUPTED));
      assertThat(scratch.list(), is(emptyArray()));
    } finally {
      run.destroyForcibly();
    }
  }
}
