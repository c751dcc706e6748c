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

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.Test;

/** What the harness's guide shows is the code of a project that is tested. */
public class HarnessGuideTest {
  private static final Path GUIDE = Path.of("../harness/README.md");
  private static final Pattern BLOCK =
      Pattern.compile("^```(\\w+)\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

  @Test
  public void everyBlockIsInATestedProject() throws IOException {
    StringBuilder sources = new StringBuilder();
    for (Path folder :
        List.of(OutsideProject.SOURCE, Path.of("../harness/src/test"), Path.of("src/test/java"))) {
      for (Path file : files(folder)) {
        sources.append(unindented(Files.readString(file, UTF_8)));
      }
    }
    int blocks = 0;
    Matcher block = BLOCK.matcher(Files.readString(GUIDE, UTF_8));
    while (block.find()) {
      blocks++;
      assertThat(
          "no tested project has\n" + block.group(2),
          sources.indexOf(unindented(block.group(2))) >= 0);
    }
    assertThat(blocks, greaterThan(5));
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return new ArrayList<>(files.filter(Files::isRegularFile).collect(Collectors.toList()));
    }
  }

  private static String unindented(String text) {
    return text.replaceAll("(?m)^ +", "");
  }
}
