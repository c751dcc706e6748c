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

import static com.google.common.base.Preconditions.checkArgument;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * How a runner is tuned for one aim: settings, each with the reason for it. Read from a resource in
 * YAML, whose keys are {@code common} and the names of the profiles; below each are kinds of
 * settings, such as {@code options} for pipeline options, which are lists of a setting's name with
 * its value and {@code why}. Immutable.
 */
public final class Profile {
  private static final String COMMON = "common";
  private static final String WHY = "why";

  private final String name;
  private final Map<String, Map<String, Setting>> kinds;

  private Profile(String name, Map<String, Map<String, Setting>> kinds) {
    this.name = name;
    this.kinds = kinds;
  }

  /**
   * Reads one; its settings come over the common ones.
   *
   * @param owner a class beside which the resource lies
   * @param resource the resource's name beside it, or an absolute one
   * @param name the profile's
   * @throws IllegalArgumentException if there is none of that name, or a setting has no reason
   */
  public static Profile fromResource(Class<?> owner, String resource, String name) {
    Map<?, ?> all = read(owner, resource);
    checkArgument(
        all.containsKey(name) && !name.equals(COMMON), "no profile %s in %s", name, resource);
    Map<String, Map<String, Setting>> kinds = new LinkedHashMap<>();
    add(kinds, map(all.get(COMMON), COMMON));
    add(kinds, map(all.get(name), name));
    return new Profile(name, kinds);
  }

  private static Map<?, ?> read(Class<?> owner, String resource) {
    try (InputStream in = owner.getResourceAsStream(resource)) {
      checkArgument(in != null, "no profiles at %s", resource);
      return map(new Load(LoadSettings.builder().build()).loadFromInputStream(in), resource);
    } catch (IOException e) {
      throw new UncheckedIOException("the profiles at " + resource + " cannot be read", e);
    }
  }

  private static Map<?, ?> map(@Nullable Object value, String what) {
    checkArgument(value instanceof Map, "%s is %s, must be a map", what, value);
    return (Map<?, ?>) value;
  }

  private static void add(Map<String, Map<String, Setting>> kinds, Map<?, ?> section) {
    section.forEach(
        (kind, settings) -> {
          checkArgument(settings instanceof List, "%s is %s, must be a list", kind, settings);
          Map<String, Setting> known =
              kinds.computeIfAbsent(String.valueOf(kind), unused -> new LinkedHashMap<>());
          for (Object each : (List<?>) settings) {
            Setting setting = setting(map(each, "a setting of " + kind));
            known.put(setting.name(), setting);
          }
        });
  }

  private static Setting setting(Map<?, ?> entry) {
    List<Object> names = new ArrayList<>(entry.keySet());
    checkArgument(
        names.remove(WHY) && names.size() == 1, "a setting is %s, must be a name and why", entry);
    Object name = names.get(0);
    return new Setting(
        String.valueOf(name), String.valueOf(entry.get(name)), String.valueOf(entry.get(WHY)));
  }

  /** Its name, such as {@code latency}. */
  public String name() {
    return name;
  }

  /** The kinds of its settings, in the order in which they are written. */
  public List<String> kinds() {
    return List.copyOf(kinds.keySet());
  }

  /** Its settings of a kind, in the order in which they are written; none where it has none. */
  public List<Setting> settings(String kind) {
    return List.copyOf(kinds.getOrDefault(kind, Map.of()).values());
  }

  /** The same as names and values. */
  public Map<String, String> values(String kind) {
    Map<String, String> values = new LinkedHashMap<>();
    settings(kind).forEach(setting -> values.put(setting.name(), setting.value()));
    return values;
  }

  /**
   * Returns the same where its user says otherwise: each of its settings that is among the values
   * has that one, and says by whom.
   *
   * @param kind of the settings
   * @param values by name; those of settings that it has not are left out
   * @param source who says so, such as {@code "as an option"}
   */
  public Profile overridden(String kind, Map<String, String> values, String source) {
    Map<String, Map<String, Setting>> changed = new LinkedHashMap<>(kinds);
    Map<String, Setting> settings = new LinkedHashMap<>(kinds.getOrDefault(kind, Map.of()));
    settings.replaceAll(
        (setting, own) -> {
          String value = values.get(setting);
          return value == null
              ? own
              : new Setting(setting, value, source + ", in the place of " + own.value());
        });
    changed.put(kind, settings);
    return new Profile(name, changed);
  }

  /** One setting of a profile. Immutable. */
  public static final class Setting {
    private final String name;
    private final String value;
    private final String why;

    private Setting(String name, String value, String why) {
      this.name = name;
      this.value = value;
      this.why = why;
    }

    /** Its name, as the runner knows it. */
    public String name() {
      return name;
    }

    /** Its value, as text. */
    public String value() {
      return value;
    }

    /** Why it is so. */
    public String why() {
      return why;
    }

    @Override
    public String toString() {
      return name + "=" + value + " (" + why + ")";
    }
  }
}
