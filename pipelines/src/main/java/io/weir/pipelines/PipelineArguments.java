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
package io.weir.pipelines;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toUnmodifiableList;

import java.beans.Introspector;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.beam.sdk.options.PipelineOptionsFactory;

/**
 * Puts the options of a pipeline together: the runner's, what the user says, and the launcher's.
 * What is wrong with them is said in one line. Not safe for use by several threads.
 */
public final class PipelineArguments {
  private static final Pattern ARGUMENT =
      Pattern.compile("--([A-Za-z][A-Za-z0-9]*)(=.*)?", Pattern.DOTALL);

  private static final Pattern HYPHENATED =
      Pattern.compile("--[a-z][a-z0-9]*(?:-[a-z0-9]+)+(?==|$)");

  /** Beam's words for an option that no registered interface has. */
  private static final Pattern UNKNOWN = Pattern.compile("missing a property named '([^']*)'");

  private final Class<? extends WeirOptions> type;
  private final Map<String, String> defaults = new LinkedHashMap<>();
  private final Map<String, String> ours = new LinkedHashMap<>();
  private final Set<String> known = new TreeSet<>();

  private PipelineArguments(Class<? extends WeirOptions> type) {
    this.type = type;
    PipelineOptionsFactory.register(type);
    PipelineOptionsFactory.register(JobOptions.class);
    // The runner's are among them, and Beam's own.
    PipelineOptionsFactory.getRegisteredOptions().forEach(this::know);
  }

  private void know(Class<?> options) {
    for (Method method : options.getMethods()) {
      if (method.getName().startsWith("set")) {
        known.add("--" + Introspector.decapitalize(method.getName().substring("set".length())));
      }
    }
  }

  /**
   * For the pipelines with such options.
   *
   * @param type an application's
   */
  public static PipelineArguments of(Class<? extends WeirOptions> type) {
    return new PipelineArguments(requireNonNull(type, "type"));
  }

  /** The argument with its Beam name, where words are joined by hyphens. */
  static String beamName(String argument) {
    Matcher matcher = HYPHENATED.matcher(argument);
    if (!matcher.lookingAt()) {
      return argument;
    }
    StringBuilder name = new StringBuilder("--");
    for (String word : matcher.group().substring("--".length()).split("-", -1)) {
      name.append(
          name.length() == "--".length()
              ? word
              : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
    }
    return name + argument.substring(matcher.end());
  }

  /** Options by name, which count where the user says nothing. */
  public PipelineArguments defaults(Map<String, String> values) {
    defaults.putAll(values);
    return this;
  }

  /** Options by name, which the user must not give. */
  public PipelineArguments ours(Map<String, String> values) {
    ours.putAll(values);
    return this;
  }

  /** What else the user may have meant by an option that there is not, with its {@code --}. */
  public PipelineArguments alsoKnown(Iterable<String> names) {
    names.forEach(known::add);
    return this;
  }

  /**
   * The options.
   *
   * @param given each {@code --name=value}, or {@code --name} for one that is true, by Beam names
   *     or with words joined by hyphens
   * @throws InvalidSettingException if an argument is no option, or has no such value
   */
  public WeirOptions parse(List<String> given) {
    List<String> users =
        given.stream().map(PipelineArguments::beamName).collect(toUnmodifiableList());
    Map<String, String> chosen = new LinkedHashMap<>(defaults);
    chosen.keySet().removeAll(names(users));
    chosen.putAll(ours);
    List<String> arguments =
        chosen.entrySet().stream()
            .map(entry -> "--" + entry.getKey() + "=" + entry.getValue())
            .collect(toCollection(ArrayList::new));
    arguments.addAll(users);
    try {
      return options(arguments);
    } catch (IllegalArgumentException e) {
      throw refusal(given, users, e);
    }
  }

  private Set<String> names(List<String> users) {
    Set<String> given = new TreeSet<>();
    for (String argument : users) {
      Matcher matcher = ARGUMENT.matcher(argument);
      if (!matcher.matches()) {
        throw new InvalidSettingException(
            argument.startsWith("-")
                ? "unknown option " + name(argument) + question(argument)
                : "unexpected argument " + argument);
      }
      String name = matcher.group(1);
      if (ours.containsKey(name)) {
        throw new InvalidSettingException("--" + name + " cannot be given, the launcher sets it");
      }
      given.add(name);
    }
    return given;
  }

  private WeirOptions options(List<String> arguments) {
    return PipelineOptionsFactory.fromArgs(arguments.toArray(new String[0]))
        .withValidation()
        .as(type);
  }

  /** Beam does not name the option whose value it cannot read: found by trying each alone. */
  private InvalidSettingException refusal(
      List<String> given, List<String> users, IllegalArgumentException cause) {
    String message = String.valueOf(cause.getMessage());
    Matcher unknown = UNKNOWN.matcher(message);
    if (unknown.find()) {
      String option = asGiven("--" + unknown.group(1), given);
      return new InvalidSettingException("unknown option " + option + question(option), cause);
    }
    for (String argument : users) {
      long times = users.stream().filter(other -> name(other).equals(name(argument))).count();
      if (times > 1) {
        return new InvalidSettingException(
            name(argument) + " is given " + times + " times, must be given once", cause);
      }
      try {
        options(List.of(argument));
      } catch (IllegalArgumentException e) {
        String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        return new InvalidSettingException(
            argument.replaceFirst("=", " is ") + ", which it cannot be: " + reason, e);
      }
    }
    return new InvalidSettingException("a pipeline option is wrong: " + message, cause);
  }

  private static String asGiven(String beamName, List<String> given) {
    return given.stream()
        .map(PipelineArguments::name)
        .filter(name -> beamName(name).equals(beamName))
        .findFirst()
        .orElse(beamName);
  }

  private static String name(String argument) {
    return argument.replaceFirst("(?s)=.*", "");
  }

  /** Names with hyphens are compared as they are first, for there are such among the known. */
  private String question(String argument) {
    String name = name(argument);
    String question = NearestNames.question(name, known);
    return question.isEmpty() ? NearestNames.question(beamName(name), known) : question;
  }
}
