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
package io.weir.launcher.run;

import static java.util.stream.Collectors.toCollection;

import io.weir.pipelines.InvalidSettingException;
import io.weir.pipelines.WeirOptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.beam.sdk.options.PipelineOptionsFactory;

/** Puts the options of a pipeline together: the runner's, what the user says, and ours. */
final class PipelineArguments {
  private static final Pattern ARGUMENT = Pattern.compile("--([A-Za-z][A-Za-z0-9]*)(=.*)?");

  /** Beam's words for an option that no registered interface has. */
  private static final Pattern UNKNOWN = Pattern.compile("missing a property named '([^']*)'");

  private PipelineArguments() {}

  /**
   * The options.
   *
   * @param type the application's
   * @param defaults the runner's, by name; the user's come before
   * @param ours by name; the user must not give them
   * @throws InvalidSettingException if an argument is no option, or has no such value
   */
  static WeirOptions parse(
      Class<? extends WeirOptions> type,
      Map<String, String> defaults,
      List<String> users,
      Map<String, String> ours) {
    Set<String> given = new TreeSet<>();
    for (String argument : users) {
      Matcher matcher = ARGUMENT.matcher(argument);
      if (!matcher.matches()) {
        throw new InvalidSettingException(
            (argument.startsWith("-") ? "unknown option " : "unexpected argument ") + argument);
      }
      String name = matcher.group(1);
      if (ours.containsKey(name)) {
        throw new InvalidSettingException("--" + name + " cannot be given, the launcher sets it");
      }
      given.add(name);
    }
    Map<String, String> chosen = new LinkedHashMap<>(defaults);
    chosen.keySet().removeAll(given);
    chosen.putAll(ours);
    List<String> arguments =
        chosen.entrySet().stream()
            .map(entry -> "--" + entry.getKey() + "=" + entry.getValue())
            .collect(toCollection(ArrayList::new));
    arguments.addAll(users);
    try {
      PipelineOptionsFactory.register(type);
      return parse(type, arguments);
    } catch (IllegalArgumentException e) {
      throw refusal(type, users, e);
    }
  }

  private static WeirOptions parse(Class<? extends WeirOptions> type, List<String> arguments) {
    return PipelineOptionsFactory.fromArgs(arguments.toArray(new String[0]))
        .withValidation()
        .as(type);
  }

  /** Beam does not name the option whose value it cannot read: found by trying each alone. */
  private static InvalidSettingException refusal(
      Class<? extends WeirOptions> type, List<String> users, IllegalArgumentException cause) {
    String message = String.valueOf(cause.getMessage());
    Matcher unknown = UNKNOWN.matcher(message);
    if (unknown.find()) {
      return new InvalidSettingException("unknown option --" + unknown.group(1), cause);
    }
    for (String argument : users) {
      try {
        parse(type, List.of(argument));
      } catch (IllegalArgumentException e) {
        String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        return new InvalidSettingException(
            argument.replaceFirst("=", " is ") + ", which it cannot be: " + reason, e);
      }
    }
    return new InvalidSettingException("a pipeline option is wrong: " + message, cause);
  }
}
