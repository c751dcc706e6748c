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
package io.weir.launcher.scratch;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.Assert.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.Test;

public class ScratchFolderTest {

  @Test
  public void closingDeletesAllThatIsInIt() throws IOException {
    ScratchFolder scratch = ScratchFolder.create("test");
    Path inner = Files.createDirectories(scratch.path().resolve("a/b"));
    Files.writeString(inner.resolve("file"), "x");
    scratch.close();
    assertThat(Files.exists(scratch.path()), is(false));
    scratch.close();
  }

  @Test
  public void onlyAFolderCanBeAdopted() {
    assertThrows(
        IllegalArgumentException.class, () -> ScratchFolder.adopt(Path.of("no-such-folder")));
  }
}
