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

import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toUnmodifiableList;

import io.weir.inference.InvalidModelException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.Pipeline;

/**
 * What a job is started with where no launcher stands before it: on a cluster that runs our jar, in
 * a template. {@code --pipeline=fraud} names the pipeline; all else are its options, the runner's,
 * and those of {@link JobOptions}. Immutable.
 */
public final class JobArguments {
  private static final String PIPELINE = "--pipeline=";
  private static final String PROFILE = "--profile=";
  private static final List<String> PROFILES = List.of("latency", "throughput");

  private final Application application;
  private final String profile;
  private final List<String> arguments;

  private JobArguments(Application application, String profile, List<String> arguments) {
    this.application = application;
    this.profile = profile;
    this.arguments = arguments;
  }

  /**
   * Reads them.
   *
   * @throws InvalidSettingException if no pipeline of ours is named, or no profile of ours is
   */
  public static JobArguments of(List<String> arguments) {
    String pipeline = "";
    String profile = PROFILES.get(0);
    List<String> others = new ArrayList<>();
    for (String given : arguments) {
      String argument = PipelineArguments.beamName(given);
      if (argument.startsWith(PIPELINE)) {
        pipeline = argument.substring(PIPELINE.length());
      } else if (argument.startsWith(PROFILE)) {
        profile = argument.substring(PROFILE.length());
      } else {
        others.add(argument);
      }
    }
    if (!PROFILES.contains(profile)) {
      throw new InvalidSettingException(
          "--profile is "
              + profile
              + ", must be "
              + String.join(" or ", PROFILES)
              + NearestNames.question(profile, PROFILES));
    }
    return new JobArguments(
        Applications.named("--pipeline", pipeline), profile, List.copyOf(others));
  }

  /** Reads them from properties, whose names are those of the options. */
  public static JobArguments of(Map<String, String> properties) {
    return of(
        properties.entrySet().stream()
            .map(property -> "--" + property.getKey() + "=" + property.getValue())
            .sorted()
            .collect(toUnmodifiableList()));
  }

  /** Which pipeline. */
  public Application application() {
    return application;
  }

  /** What the runner's settings are tuned for: {@code latency} or {@code throughput}. */
  public String profile() {
    return profile;
  }

  /** All others, by their Beam names. */
  public List<String> others() {
    return arguments;
  }

  /** The same by name, as texts; one that stands without a value is true. */
  public Map<String, String> values() {
    Map<String, String> values = new LinkedHashMap<>();
    for (String argument : arguments) {
      // What is no option at all is refused where the options are made.
      if (argument.startsWith("--")) {
        int equals = argument.indexOf('=');
        values.put(name(argument), equals < 0 ? "true" : argument.substring(equals + 1));
      }
    }
    return values;
  }

  /**
   * Returns the same with options set, in the place of what was said of them.
   *
   * @param options by Beam name
   */
  public JobArguments with(Map<String, String> options) {
    List<String> all =
        arguments.stream()
            .filter(argument -> !options.containsKey(name(argument)))
            .collect(toCollection(ArrayList::new));
    options.forEach((name, value) -> all.add("--" + name + "=" + value));
    return new JobArguments(application, profile, List.copyOf(all));
  }

  private static String name(String argument) {
    int equals = argument.indexOf('=');
    return argument.substring(2, equals < 0 ? argument.length() : equals);
  }

  /**
   * The options of the job.
   *
   * @param defaults the runner's by name; the arguments come before
   * @param ours by name, which must not be among the arguments
   * @throws InvalidSettingException if one is wrong: one line
   */
  public WeirOptions options(Map<String, String> defaults, Map<String, String> ours) {
    WeirOptions options =
        PipelineArguments.of(application.optionsType())
            .defaults(defaults)
            .ours(ours)
            .parse(arguments);
    JobOptions job = options.as(JobOptions.class);
    job.setPipeline(application.name());
    job.setProfile(profile);
    return options;
  }

  /**
   * The graph of an application with its options, between Kafka's topics.
   *
   * @throws InvalidSettingException if a setting cannot work, or the model cannot be used: one line
   */
  public static Pipeline pipeline(Application application, WeirOptions options) {
    return pipeline(application, options, Connections.kafka(options));
  }

  /**
   * The graph of an application with its options, between these connections.
   *
   * @throws InvalidSettingException if a setting cannot work, or the model cannot be used: one line
   */
  public static Pipeline pipeline(
      Application application, WeirOptions options, Connections connections) {
    Pipeline pipeline = Pipeline.create(options);
    try {
      application.build(pipeline, options, connections);
    } catch (InvalidModelException e) {
      throw new InvalidSettingException(
          "--model is " + options.getModel() + ", which cannot be used: " + e.getMessage(), e);
    }
    return pipeline;
  }
}
