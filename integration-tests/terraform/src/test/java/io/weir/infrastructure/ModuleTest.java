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
package io.weir.infrastructure;

import static java.util.stream.Collectors.joining;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;

/**
 * What Terraform itself says of every module and example whose provider is to be had: it is valid,
 * and its own tests pass, over plans and with a provider that makes up what a cloud would answer.
 */
@RunWith(Parameterized.class)
public final class ModuleTest {
  private static final Duration VALIDATE = Duration.ofMinutes(2);
  private static final Duration TESTS = Duration.ofMinutes(5);
  private static TerraformTree tree;

  private final TerraformFolder folder;

  public ModuleTest(TerraformFolder folder) {
    this.folder = folder;
  }

  /** All folders there are. */
  @Parameters(name = "{0}")
  public static List<TerraformFolder> folders() {
    return TerraformFolder.all();
  }

  @BeforeClass
  public static void copy() throws IOException {
    tree = TerraformTree.copy();
  }

  @AfterClass
  public static void delete() {
    if (tree != null) {
      tree.close();
    }
  }

  @Test
  public void itIsValidAndItsTestsPass() throws IOException, InterruptedException {
    tree.init(folder.name());
    tree.run(folder.name(), VALIDATE, "validate").succeeded();
    if (!folder.tests().isEmpty()) {
      tree.run(folder.name(), TESTS, "test").succeeded();
    }
  }

  @Test
  public void everyValidationHasATestThatExpectsItToFail()
      throws IOException, InterruptedException {
    StringBuilder tests = new StringBuilder();
    for (Path test : folder.tests()) {
      tests.append(Files.readString(test));
    }
    if (folder.tests().isEmpty()) {
      // Where its provider is not to be had, there can be none.
      tree.init(folder.name());
    }
    List<String> untested = new ArrayList<>();
    for (HclBlock variable : folder.blocks("variable")) {
      int validations = variable.blocks("validation").size();
      long expected =
          Pattern.compile("\\bvar\\." + variable.name() + "\\b")
              .matcher(expectations(tests.toString()))
              .results()
              .count();
      if (expected < validations) {
        untested.add(variable.name() + ": " + validations + " validations, " + expected + " tests");
      }
    }
    assertThat(untested, is(empty()));
  }

  /** What stands in the lists of failures that are expected. */
  private static String expectations(String tests) {
    return Pattern.compile("expect_failures\\s*=\\s*\\[([^\\]]*)\\]")
        .matcher(tests)
        .results()
        .map(found -> found.group(1) + ",")
        .collect(joining("\n"));
  }
}
