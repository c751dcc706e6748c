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
package io.weir.infrastructure.options;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toList;

import io.weir.pipelines.Application;
import io.weir.pipelines.JobOptions;
import io.weir.pipelines.OptionDescription;
import io.weir.pipelines.Topic;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A pipeline's options as a module of Terraform, which has no resources: typed, described and
 * validated variables in, the arguments of a job out.
 */
final class OptionsModule {
  private static final String HEADER =
      "# Written from the pipeline's options in Java; do not change it by hand.\n";

  private final Application application;
  private final List<OptionDescription> options;

  private OptionsModule(Application application, List<OptionDescription> options) {
    this.application = application;
    this.options = options;
  }

  /** Of a pipeline; which pipeline it is, is no variable of it. */
  static OptionsModule of(Application application) {
    return new OptionsModule(
        application,
        Stream.of(application.optionsType(), JobOptions.class)
            .flatMap(type -> OptionDescription.of(type).stream())
            .filter(option -> !option.name().equals("pipeline"))
            .sorted(Comparator.comparing(OptionDescription::name))
            .collect(toList()));
  }

  List<OptionDescription> options() {
    return options;
  }

  /** Its files by name, as {@code terraform fmt} writes them. */
  Map<String, String> files() {
    Map<String, String> files = new TreeMap<>();
    files.put("versions.tf", HEADER + "\nterraform {\n  required_version = \">= 1.7, < 2.0\"\n}\n");
    files.put(
        "variables.tf",
        options.stream().map(OptionsModule::variable).collect(joining("\n", HEADER + "\n", "")));
    files.put("outputs.tf", arguments() + topics());
    files.put("tests/options.tftest.hcl", tests());
    return files;
  }

  private static String variable(OptionDescription option) {
    String name = option.snakeCase();
    String validation =
        option
            .pattern()
            .map(
                pattern ->
                    String.format(
                        "%n  validation {%n"
                            + "    condition     = var.%1$s == null || can(regex(%2$s, var.%1$s))%n"
                            + "    error_message = %3$s%n  }%n",
                        name,
                        quoted("^(" + pattern + ")$"),
                        quoted(name + " must be " + option.allowed().orElseThrow() + ".")))
            .orElse("");
    return String.format(
            "variable \"%s\" {%n  description = %s%n  type        = %s%n  default     = null%n%s}%n",
            name, quoted(help(option)), type(option), validation)
        .replace(System.lineSeparator(), "\n");
  }

  private static String help(OptionDescription option) {
    return option.help()
        + option
            .defaultValue()
            .filter(value -> !value.isEmpty())
            .map(value -> ". Default: " + value)
            .orElse("")
        + ".";
  }

  private static String type(OptionDescription option) {
    return option.numeric() ? "number" : option.logical() ? "bool" : "string";
  }

  private String arguments() {
    int width = options.stream().mapToInt(option -> option.name().length()).max().orElse(0);
    return options.stream()
        .map(
            option ->
                String.format(
                    "      %-" + width + "s = %s\n", option.name(), "var." + option.snakeCase()))
        .collect(
            joining(
                "",
                HEADER
                    + "\noutput \"arguments\" {\n"
                    + "  description = \"The options that are set, and not to nothing, by the names that a job of "
                    + application.name()
                    + " has for them.\"\n"
                    + "  value = {\n    for name, value in {\n",
                "    } : name => tostring(value) if value != null && value != \"\"\n  }\n"
                    + pairs().map(this::precondition).collect(joining())
                    + "}\n"));
  }

  /** Options that are set with another. */
  private Stream<OptionDescription> pairs() {
    return options.stream().filter(option -> option.with().isPresent());
  }

  private OptionDescription named(String name) {
    return options.stream().filter(option -> option.name().equals(name)).findFirst().orElseThrow();
  }

  private String precondition(OptionDescription option) {
    return String.format(
        "\n  precondition {\n"
            + "    condition     = (try(length(var.%1$s), 0) == 0) == (try(length(var.%2$s), 0) == 0)\n"
            + "    error_message = \"%1$s and %2$s must both be set, or neither.\"\n  }\n",
        named(option.with().orElseThrow()).snakeCase(), option.snakeCase());
  }

  /** What rights, alarms and a cluster go by: names have no prefix. */
  private String topics() {
    List<Topic> all = application.topics().topics();
    return output(
            "read_topics",
            "The topics that " + application.name() + " reads, without a prefix.",
            names(all, true))
        + output(
            "topics",
            "The topics of " + application.name() + " as its manifest has them, without a prefix.",
            all.stream().map(OptionsModule::topic).collect(toList()))
        + output(
            "write_topics",
            "The topics that " + application.name() + " writes, without a prefix.",
            names(all, false));
  }

  private static List<String> names(List<Topic> topics, boolean input) {
    return topics.stream()
        .filter(topic -> topic.isInput() == input)
        .map(topic -> quoted(topic.name()))
        .collect(toList());
  }

  private static String topic(Topic topic) {
    return String.format(
        "{ name = %s, role = \"%s\", key = %s, partitions = %d, retention = \"%s\", cleanup = %s }",
        quoted(topic.name()),
        topic.role(),
        quoted(topic.key()),
        topic.partitions(),
        inDays(topic.retention()),
        quoted(topic.cleanup()));
  }

  /** As the manifest writes whole days, which {@link Duration} writes as hours. */
  private static String inDays(Duration retention) {
    return Duration.ofDays(retention.toDays()).equals(retention)
        ? "P" + retention.toDays() + "D"
        : retention.toString();
  }

  private static String output(String name, String description, List<String> elements) {
    return elements.stream()
        .map(element -> "    " + element + ",\n")
        .collect(
            joining(
                "",
                "\noutput \""
                    + name
                    + "\" {\n  description = "
                    + quoted(description)
                    + "\n  value = [\n",
                "  ]\n}\n"));
  }

  /** Each validation is seen to refuse, and the defaults are seen to pass. */
  private String tests() {
    StringBuilder tests = new StringBuilder(HEADER);
    tests.append("\nrun \"nothing_is_set_unless_it_is_said\" {\n  command = plan\n\n");
    tests.append("  assert {\n    condition     = length(output.arguments) == 0\n");
    tests.append("    error_message = \"An option is set that nobody gave.\"\n  }\n}\n");
    List<OptionDescription> stated =
        options.stream()
            .filter(option -> option.defaultValue().filter(v -> !v.isEmpty()).isPresent())
            .collect(toList());
    int width = stated.stream().mapToInt(option -> option.snakeCase().length()).max().orElse(0);
    tests.append("\nrun \"the_defaults_are_right\" {\n  command = plan\n\n  variables {\n");
    for (OptionDescription option : stated) {
      tests.append(
          String.format(
              "    %-" + width + "s = %s\n",
              option.snakeCase(),
              quoted(option.defaultValue().orElseThrow())));
    }
    tests.append("  }\n\n  assert {\n");
    tests.append("    condition     = length(output.arguments) == ").append(stated.size());
    tests.append("\n    error_message = \"An option is lost on its way.\"\n  }\n}\n");
    tests.append("\nrun \"every_topic_is_read_or_written\" {\n  command = plan\n\n  assert {\n");
    tests.append(
        "    condition     = sort(concat(output.read_topics, output.write_topics)) =="
            + " sort(output.topics[*].name)\n");
    tests.append("    error_message = \"A topic is neither read nor written, or both.\"\n  }\n}\n");
    options.stream()
        .filter(option -> option.pattern().isPresent())
        .forEach(option -> tests.append(refusal(option.snakeCase())));
    pairs()
        .map(option -> named(option.with().orElseThrow()).snakeCase())
        .forEach(name -> tests.append(alone(name)));
    return tests.toString();
  }

  private static String refusal(String name) {
    return String.format(
        "\nrun \"%1$s_is_checked\" {\n  command = plan\n\n  variables {\n"
            + "    %1$s = \"not allowed\"\n  }\n\n  expect_failures = [var.%1$s]\n}\n",
        name);
  }

  private static String alone(String name) {
    return String.format(
        "\nrun \"%1$s_is_not_set_alone\" {\n  command = plan\n\n  variables {\n"
            + "    %1$s = \"anything\"\n  }\n\n  expect_failures = [output.arguments]\n}\n",
        name);
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("${", "$${") + '"';
  }
}
