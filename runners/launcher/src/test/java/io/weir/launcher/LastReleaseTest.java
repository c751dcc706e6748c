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
package io.weir.launcher;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.junit.Assert.assertThrows;

import io.weir.pipelines.InvalidSettingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class LastReleaseTest {
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private LastRelease named(String version) throws IOException {
    Files.writeString(
        folder.getRoot().toPath().resolve("pom.xml"),
        "<properties><weir.last.release>" + version + "</weir.last.release></properties>");
    return LastRelease.namedIn(folder.getRoot().toPath());
  }

  @Test
  public void whereThePomNamesNoneNothingIsCompared() throws IOException {
    assertThat(named("").arguments(), is(empty()));
    assertThat(named("").toString(), containsString("not compared, there is no release yet"));
  }

  @Test
  public void theOneThatThePomNamesIsFoundByMaven() throws IOException {
    assertThat(named("0.1.0").arguments(), contains("-Pcompare-with-release"));
    assertThat(named("0.1.0").toString(), is("compatibility: compared with 0.1.0"));
  }

  @Test
  public void oneInAFolderIsOfTheVersionOfItsBom() throws IOException {
    Path library = folder.newFolder("library").toPath();
    Files.createDirectories(library.resolve("io/weir/weir-bom/0.1.0"));

    assertThat(
        LastRelease.in(library).arguments(),
        contains(
            "-Pcompare-with-folder",
            "-Dweir.library.baseline=" + library,
            "-Dweir.last.release=0.1.0"));
  }

  @Test
  public void aFolderOfTwoReleasesIsRefused() throws IOException {
    Path library = folder.newFolder("library").toPath();
    Files.createDirectories(library.resolve("io/weir/weir-bom/0.1.0"));
    Files.createDirectories(library.resolve("io/weir/weir-bom/0.2.0"));

    InvalidSettingException refused =
        assertThrows(InvalidSettingException.class, () -> LastRelease.in(library));

    assertThat(
        refused.getMessage(), containsString("must hold one release, but has [0.1.0, 0.2.0]"));
  }
}
