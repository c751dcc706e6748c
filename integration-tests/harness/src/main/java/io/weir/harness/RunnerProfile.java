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
package io.weir.harness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.weir.harness.fault.Fault;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a data file says of a runner: how it is asked, and what it cannot do, with the reason. */
final class RunnerProfile {
  private static final List<String> KNOWN =
      List.of("dataflow", "direct", "flink-cluster", "flink-embedded", "spark");

  private final String name;
  private final String presentIf;
  private final String execution;
  private final boolean bounded;
  private final boolean onlyIfListed;
  private final List<String> options;
  private final List<String> faultOptions;
  private final Set<Fault> sliceFaults;
  private final Duration grace;
  private final List<Pattern> leaves;
  private final Map<Capability, Limit> limits;

  private RunnerProfile(JsonNode file) {
    this.name = text(file, "runner");
    this.presentIf = text(file, "presentIf");
    this.execution = text(file, "execution");
    this.bounded = file.path("bounded").asBoolean(false);
    this.onlyIfListed = file.path("onlyIfListed").asBoolean(false);
    this.options = texts(file, "options");
    this.faultOptions = texts(file, "faultOptions");
    this.sliceFaults = EnumSet.noneOf(Fault.class);
    texts(file, "sliceFaults").forEach(fault -> sliceFaults.add(Fault.valueOf(fault)));
    this.grace = Duration.ofSeconds(file.path("graceSeconds").asLong(10));
    this.leaves = new ArrayList<>();
    for (JsonNode left : file.path("leaves")) {
      text(left, "reason");
      leaves.add(Pattern.compile(text(left, "thing")));
    }
    this.limits = new EnumMap<>(Capability.class);
    for (JsonNode limit : file.path("cannot")) {
      limits.put(Capability.valueOf(text(limit, "capability")), new Limit(limit));
    }
  }

  /**
   * The profiles of the runners on the class path, the kit's own and those that a resource {@code
   * META-INF/weir/runners} lists, without those that are only taken if listed; with the system
   * property {@code weir.matrix.runners}, those of them that it lists, separated by commas.
   *
   * @throws IllegalStateException if it lists one that is not there, or none is there
   */
  static List<RunnerProfile> present() {
    String listed = System.getProperty("weir.matrix.runners", "");
    List<String> names =
        listed.isEmpty() ? ListedRunners.behind(KNOWN) : List.of(listed.split(","));
    List<RunnerProfile> present = new ArrayList<>();
    for (String name : names) {
      RunnerProfile profile = named(name);
      if (profile.isPresent()) {
        if (!listed.isEmpty() || !profile.onlyIfListed) {
          present.add(profile);
        }
      } else if (!listed.isEmpty()) {
        throw new IllegalStateException(
            "weir.matrix.runners lists " + name + ", but " + profile.presentIf + " is not there");
      }
    }
    if (present.isEmpty()) {
      throw new IllegalStateException("there is no runner on the class path; known are " + KNOWN);
    }
    return present;
  }

  static RunnerProfile named(String name) {
    String resource = "runners/" + name + ".json";
    try (InputStream stream = RunnerProfile.class.getResourceAsStream(resource)) {
      if (stream == null) {
        throw new IllegalStateException("there is no profile of runner " + name + ": " + KNOWN);
      }
      return new RunnerProfile(new ObjectMapper().readTree(stream));
    } catch (IOException e) {
      throw new IllegalStateException("the profile " + resource + " cannot be read", e);
    }
  }

  private boolean isPresent() {
    try {
      Class.forName(presentIf, false, RunnerProfile.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  String name() {
    return name;
  }

  String execution() {
    return execution;
  }

  /** Whether sources are bounded there. */
  boolean isBounded() {
    return bounded;
  }

  /** Of the faults it can take, those for a slice; all if it prefers none. */
  boolean isForSlice(Fault fault) {
    return sliceFaults.isEmpty() || sliceFaults.contains(fault);
  }

  /** How long after a run it may need to end what the run began. */
  Duration grace() {
    return grace;
  }

  /** Whether it leaves this behind by its own nature, with the reason in its file. */
  boolean leaves(String thing) {
    return leaves.stream().anyMatch(pattern -> pattern.matcher(thing).matches());
  }

  /** Whether graphs are translated for it and no more: nothing flows, so bundles do not matter. */
  boolean isTranslated() {
    return limits.containsKey(Capability.EXECUTION);
  }

  /** Whether it can be told how long a bundle is open. */
  boolean limitsBundleTime() {
    return options.toString().contains("${bundleMillis}");
  }

  /** The options of a run. */
  List<String> options(Bundle bundle, boolean faulty, String folder) {
    List<String> all = new ArrayList<>(options);
    all.addAll(faulty ? faultOptions : List.of());
    List<String> filled = new ArrayList<>();
    for (String option : all) {
      filled.add(
          option
              .replace("${bundleSize}", String.valueOf(bundle.size()))
              .replace("${bundleMillis}", String.valueOf(bundle.millis()))
              .replace("${folder}", folder));
    }
    return filled;
  }

  /** Why it cannot do that; null if it can. */
  @Nullable Limit limit(Capability capability) {
    return limits.get(capability);
  }

  private static String text(JsonNode node, String field) {
    if (!node.path(field).isTextual()) {
      throw new IllegalStateException("a runner's profile lacks " + field + ": " + node);
    }
    return node.path(field).asText();
  }

  private static List<String> texts(JsonNode node, String field) {
    List<String> texts = new ArrayList<>();
    node.path(field).forEach(text -> texts.add(text.asText()));
    return texts;
  }

  /** Something that a runner cannot do. */
  static final class Limit {
    private final String capability;
    private final String reason;
    private final String issue;
    private final boolean tried;

    Limit(JsonNode node) {
      this.capability = text(node, "capability").toLowerCase(Locale.ROOT).replace('_', ' ');
      this.reason = text(node, "reason");
      this.issue = node.path("issue").asText("");
      this.tried = node.path("tried").asBoolean(false);
    }

    /** Whether a test that needs it is run nevertheless, to see whether it still fails. */
    boolean isTried() {
      return tried;
    }

    @Override
    public String toString() {
      return "no " + capability + ": " + reason + (issue.isEmpty() ? "" : " (" + issue + ")");
    }
  }
}
