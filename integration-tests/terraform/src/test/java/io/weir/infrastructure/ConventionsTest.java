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

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;

/** What every module and every example keeps to; read from its files, without a provider. */
@RunWith(Parameterized.class)
public final class ConventionsTest {
  /** Rewrites what is generated. */
  private static final boolean UPDATE = Boolean.getBoolean("weir.terraform.update");

  private static final Pattern BOTH_BOUNDS = Pattern.compile(">=? *[0-9.]+ *, *<=? *[0-9.]+");
  private static final Pattern WHOLE_INTERNET = Pattern.compile("\"(0\\.0\\.0\\.0/0|::/0)\"");

  /** An element of a policy that is a star, or an action of a service with one in it. */
  private static final Pattern WILDCARD = Pattern.compile("\"(\\*|[a-z0-9-]+:[A-Za-z]*\\*)\"");

  private static final Pattern SECRET = Pattern.compile("(password|secret|token|private_key)$");

  private final TerraformFolder folder;

  public ConventionsTest(TerraformFolder folder) {
    this.folder = folder;
  }

  /** All folders there are. */
  @Parameters(name = "{0}")
  public static List<TerraformFolder> folders() {
    return TerraformFolder.all();
  }

  @Test
  public void versionsHaveBothBounds() {
    List<HclBlock> settings = HclFile.parse(folder.path().resolve("versions.tf"));
    List<String> free = new ArrayList<>();
    assertThat(settings.size(), is(1));
    HclBlock terraform = settings.get(0);
    if (!BOTH_BOUNDS.matcher(terraform.text("required_version")).matches()) {
      free.add("terraform");
    }
    for (HclBlock providers : terraform.blocks("required_providers")) {
      for (String name : providers.attributes().keySet()) {
        RequiredProvider provider = RequiredProvider.of(providers, name);
        if (provider.source().isEmpty() || !BOTH_BOUNDS.matcher(provider.version()).matches()) {
          free.add(name);
        }
      }
    }
    assertThat("without a source, or a lower and an upper bound", free, is(empty()));
  }

  @Test
  public void variablesAreTypedAndDescribedAndNumbersAreChecked() {
    List<String> wrong = new ArrayList<>();
    for (HclBlock variable : folder.blocks("variable")) {
      if (variable.attribute("type") == null || "any".equals(variable.attribute("type"))) {
        wrong.add(variable.name() + " has no type");
      }
      if (variable.text("description").isBlank()) {
        wrong.add(variable.name() + " has no description");
      }
      if ("number".equals(variable.attribute("type")) && variable.blocks("validation").isEmpty()) {
        wrong.add(variable.name() + " takes any number");
      }
      for (HclBlock validation : variable.blocks("validation")) {
        String message = String.valueOf(validation.attribute("error_message"));
        if (!message.contains(variable.name()) || !message.contains("must")) {
          wrong.add(variable.name() + " does not say that it is wrong, and what it must be");
        }
      }
    }
    assertThat(wrong, is(empty()));
  }

  @Test
  public void variablesAndOutputsAreInTheFilesOfTheirName() {
    for (Path file : folder.files()) {
      for (HclBlock block : HclFile.parse(file)) {
        if (block.type().equals("variable") || block.type().equals("output")) {
          assertThat(
              block.toString(), String.valueOf(file.getFileName()), is(block.type() + "s.tf"));
        }
      }
    }
  }

  @Test
  public void outputsAreDescribedAndSecretOnesSensitive() {
    List<String> wrong = new ArrayList<>();
    for (HclBlock output : folder.blocks("output")) {
      if (output.text("description").isBlank()) {
        wrong.add(output.name() + " has no description");
      }
      if (SECRET.matcher(output.name()).find() && !"true".equals(output.attribute("sensitive"))) {
        wrong.add(output.name() + " is printed");
      }
    }
    assertThat(wrong, is(empty()));
  }

  @Test
  public void theReadmeSaysWhatTheFilesSay() throws IOException {
    GeneratedReadme readme = new GeneratedReadme(folder);
    if (UPDATE) {
      readme.write();
    }
    assertThat(
        "README.md differs: write it with"
            + " mvn -Pterraform -pl integration-tests/terraform test -Dweir.terraform.update=true",
        readme.actual(),
        is(readme.expected()));
  }

  @Test
  public void nothingIsOpenToTheInternet() throws IOException {
    List<String> open = new ArrayList<>();
    for (Path file : folder.files()) {
      for (String line : Files.readAllLines(file)) {
        if (WHOLE_INTERNET.matcher(line).find()) {
          open.add(file.getFileName() + ": " + line.strip());
        }
      }
    }
    assertThat(open, is(empty()));
  }

  @Test
  public void wildcardsInPoliciesHaveAReasonBesideThem() throws IOException {
    List<String> without = new ArrayList<>();
    for (Path file : folder.files()) {
      String before = "";
      for (String line : Files.readAllLines(file)) {
        if (isPolicy(line) && !line.contains("#") && !before.strip().startsWith("#")) {
          without.add(file.getFileName() + ": " + line.strip());
        }
        before = line;
      }
    }
    assertThat(without, is(empty()));
  }

  private static boolean isPolicy(String line) {
    return line.matches(
            "\\s*(Action|NotAction|Resource|Principal|actions|resources|identifiers)\\b.*")
        && WILDCARD.matcher(line).find();
  }

  @Test
  public void noSecretStandsInAFile() throws IOException {
    List<String> secrets = new ArrayList<>();
    for (Path file : folder.files()) {
      for (String line : Files.readAllLines(file)) {
        if (line.matches(
            "\\s*\\w*(password|secret_string|token|private_key)\\w*\\s*=\\s*\"[^$\"]+\".*")) {
          secrets.add(file.getFileName() + ": " + line.strip());
        }
      }
    }
    assertThat(secrets, is(empty()));
  }

  @Test
  public void itIsSaidWhatItIsFor() throws IOException {
    assertThat(
        "lines of README.md that are neither titles nor generated",
        List.of(new GeneratedReadme(folder).byHand().split("\n")),
        hasItem(not(is(""))));
  }
}
