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
package io.weir.launcher.triton;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.arrayWithSize;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.Assert.assertThrows;
import static org.junit.Assume.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** With executables that answer as a Python would: none is needed. */
public class TritonHomeTest {
  private static final String NOWHERE = "/no/such/folder";

  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  @Before
  public void needsAShell() {
    assumeTrue("skipped: there is no /bin/sh", Files.isExecutable(Path.of("/bin/sh")));
  }

  /** Answers the question about itself with these lines; for all else it runs the last. */
  private Path python(String version, String environments, String libraries, String otherwise)
      throws IOException {
    Path file = temporary.newFolder().toPath().resolve("python3.11");
    Files.writeString(
        file,
        "#!/bin/sh\nif [ \"$2\" = -c ]; then\n  printf '%s\\n' '"
            + String.join("' '", version, environments, libraries)
            + "'\nelse\n  "
            + otherwise
            + "\nfi\n");
    assertThat(file.toFile().setExecutable(true), is(true));
    return file;
  }

  private String refusal(Path first) {
    return String.valueOf(
        assertThrows(
                TritonUnavailableException.class, () -> PythonSearch.over(first, NOWHERE).find())
            .getMessage());
  }

  @Test
  public void withoutAnyPythonOneLineSaysWhatToInstall() {
    assertThat(
        refusal(Path.of(NOWHERE, "python3.11")),
        is(
            "Triton needs Python 3.11 (3.10 and 3.12 do) with venv and its shared library (no"
                + " python3 is on the path): install python3.11-venv and libpython3.11, or give"
                + " --triton=HOST:PORT"));
  }

  @Test
  public void whatAPythonLacksIsSaid() throws Exception {
    assertThat(
        refusal(python("3.11", "False", "/usr/lib", "exit 1")),
        containsString("python3.11 has no venv: install python3.11-venv"));
    assertThat(
        refusal(python("3.12", "True", "", "exit 1")),
        containsString("has no libpython3.12.so.1.0: install libpython3.12"));
    assertThat(
        refusal(python("3.13", "True", "/usr/lib", "exit 1")),
        containsString("python3.11 is 3.13"));
  }

  @Test
  public void thePathIsSearchedWhereTheFirstDoesNotFit() throws Exception {
    Path tooNew = python("3.13", "True", "/usr/lib", "exit 1");
    Path fits = python("3.11", "True", "/opt/lib", "exit 1");
    Python found = PythonSearch.over(tooNew, NOWHERE + ":" + fits.getParent()).find();
    assertThat(found.executable(), is(fits));
    assertThat(found.version(), is("3.11"));
    assertThat(found.libraries(), is("/opt/lib"));
  }

  @Test
  public void anotherSystemIsOneLine() {
    TritonUnavailableException refused =
        assertThrows(
            TritonUnavailableException.class, () -> TritonHome.checkMachine("Mac OS X", "aarch64"));
    assertThat(
        refused.getMessage(),
        is(
            "Triton needs Linux on x86-64, this is Mac OS X on aarch64: run it elsewhere, or give"
                + " --triton=HOST:PORT"));
  }

  @Test
  public void anInstallationThatFailsLeavesNothingAndSaysPipsError() throws Exception {
    assumeTrue(
        "skipped: Triton is for Linux on x86-64 only",
        System.getProperty("os.name").equals("Linux")
            && System.getProperty("os.arch").equals("amd64"));
    Path pip = temporary.newFile("pip").toPath();
    Files.writeString(
        pip, "#!/bin/sh\necho Looking\necho ERROR: no such package\necho bye\nexit 1\n");
    assertThat(pip.toFile().setExecutable(true), is(true));
    // $4 is the folder of the environment.
    Path python =
        python(
            "3.11", "True", "/usr/lib", "mkdir -p \"$4/bin\" && cp " + pip + " \"$4/bin/python\"");
    Path home = temporary.newFolder().toPath().resolve("cache").resolve("triton");
    List<String> told = new ArrayList<>();

    TritonUnavailableException refused =
        assertThrows(
            TritonUnavailableException.class,
            () -> new TritonHome(home, PythonSearch.over(python, NOWHERE)).installation(told::add));

    assertThat(
        refused.getMessage(),
        is(
            "Triton's packages cannot be installed (pip: ERROR: no such package): check pip's"
                + " index, or give --triton=HOST:PORT"));
    assertThat(Files.exists(home), is(false));
    assertThat(
        told.get(0), allOf(containsString("installing Triton"), containsString(home.toString())));
  }

  @Test
  public void withoutPythonNoFolderIsMade() throws Exception {
    Path caches = temporary.newFolder().toPath();
    assertThrows(
        TritonUnavailableException.class,
        () ->
            new TritonHome(
                    caches.resolve("cache/triton"), PythonSearch.over(Path.of(NOWHERE), NOWHERE))
                .installation(message -> {}));
    assertThat(caches.toFile().list(), arrayWithSize(0));
  }
}
