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
package io.weir.suites;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import com.google.common.hash.HashCode;
import com.google.common.hash.Hashing;
import com.google.common.io.MoreFiles;
import io.weir.launcher.scratch.ScratchFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.Test;
import org.junit.experimental.categories.Category;

/** Who builds a package from the same sources has the same package. */
@Category(LaunchSuite.class)
public final class PackagedAgainTest {
  private static ScratchFolder scratch;
  private static Path copy;

  @BeforeClass
  public static void copySources() throws IOException {
    scratch = ScratchFolder.create("packages");
    copy =
        BuiltLibrary.copySources(
            scratch.path(), List.of("proto", "transforms", "pipelines", "runners"));
  }

  @AfterClass
  public static void delete() {
    scratch.close();
  }

  /** The second time the package of the first lies where Maven puts the module's own jar. */
  @Test
  public void aPackageIsTheSameToTheLastByteElsewhereAndTheSecondTime() throws IOException {
    HashCode once = hash(PackagedJar.flink());

    assertThat(packaged("flink"), is(once));
    assertThat(packaged("flink"), is(once));
  }

  private static HashCode packaged(String target) throws IOException {
    WeirCommand made = BuiltLibrary.weir(copy, "package", target);
    assertThat(made.toString(), made.exitCode(), is(0));
    return hash(Path.of(made.result()));
  }

  private static HashCode hash(Path jar) throws IOException {
    return MoreFiles.asByteSource(jar).hash(Hashing.sha256());
  }
}
