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

import static java.util.stream.Collectors.toUnmodifiableList;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/**
 * The part of a folder's README that its files decide: what it requires, its inputs and its
 * outputs, between two marks. What stands before and after them is written by hand.
 */
final class GeneratedReadme {
  private static final String BEGIN =
      "<!-- Generated from the files of this folder; `./weir test terraform` compares. -->";
  private static final String END = "<!-- End of what is generated. -->";

  private final TerraformFolder folder;
  private final Path path;

  GeneratedReadme(TerraformFolder folder) {
    this.folder = folder;
    this.path = folder.path().resolve("README.md");
  }

  /** The README as it is; without one, its title. */
  String actual() throws IOException {
    return Files.exists(path) ? Files.readString(path) : "# " + folder.path().getFileName() + "\n";
  }

  /** The README as it should be. */
  String expected() throws IOException {
    String actual = actual();
    int begin = actual.indexOf(BEGIN);
    int end = actual.indexOf(END);
    if (begin < 0 || end < begin) {
      return actual.stripTrailing() + "\n\n" + section() + "\n";
    }
    return actual.substring(0, begin) + section() + actual.substring(end + END.length());
  }

  /** What is written by hand, without titles. */
  String byHand() throws IOException {
    String text = expected();
    return (text.substring(0, text.indexOf(BEGIN))
            + text.substring(text.indexOf(END) + END.length()))
        .replaceAll("(?m)^#.*$", "")
        .strip();
  }

  void write() throws IOException {
    Files.writeString(path, expected());
  }

  private String section() {
    StringBuilder text = new StringBuilder(BEGIN).append('\n');
    requirements(text);
    List<HclBlock> variables = sorted("variable");
    if (!variables.isEmpty()) {
      text.append("\n| input | what | type | default |\n|---|---|---|---|\n");
      for (HclBlock variable : variables) {
        String fallback = variable.attribute("default");
        row(
            text,
            code(variable.name()),
            variable.text("description"),
            code(String.valueOf(variable.attribute("type"))),
            fallback == null ? "none: it must be given" : code(fallback));
      }
    }
    List<HclBlock> outputs = sorted("output");
    if (!outputs.isEmpty()) {
      text.append("\n| output | what |\n|---|---|\n");
      for (HclBlock output : outputs) {
        row(text, code(output.name()), output.text("description"));
      }
    }
    return text.append('\n').append(END).toString();
  }

  private void requirements(StringBuilder text) {
    text.append("\n| requires | version |\n|---|---|\n");
    for (HclBlock terraform : folder.blocks("terraform")) {
      if (terraform.attribute("required_version") != null) {
        row(text, "Terraform", code(terraform.text("required_version")));
      }
      for (HclBlock providers : terraform.blocks("required_providers")) {
        providers.attributes().keySet().stream()
            .sorted()
            .forEach(
                name ->
                    row(
                        text,
                        code(RequiredProvider.of(providers, name).source()),
                        code(RequiredProvider.of(providers, name).version())));
      }
    }
  }

  private List<HclBlock> sorted(String type) {
    return folder.blocks(type).stream()
        .sorted(Comparator.comparing(HclBlock::name))
        .collect(toUnmodifiableList());
  }

  private static void row(StringBuilder text, String... cells) {
    for (String cell : cells) {
      text.append("| ").append(cell.replace("|", "\\|")).append(' ');
    }
    text.append("|\n");
  }

  /** On one line, with commas where HCL has ends of lines. */
  private static String code(String text) {
    return "`"
        + text.replaceAll("(?<=[^\\s({\\[,])\\s*\\n\\s*(?=[^\\s)}\\]])", ", ")
            .replaceAll("\\s+", " ")
        + "`";
  }
}
