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

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toUnmodifiableList;

import java.lang.annotation.Annotation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.Validation;
import org.jspecify.annotations.Nullable;

/**
 * One option of ours, as its annotations describe it: the only place that tables, templates and
 * Terraform's variables are written from. Immutable.
 */
public final class OptionDescription {
  private static final Pattern WORD_START = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");

  private final String name;
  private final Class<?> type;
  private final String help;
  private final @Nullable String defaultValue;
  private final boolean required;
  private final List<String> words;
  private final Form.@Nullable Kind form;
  private final String with;

  private OptionDescription(Method getter, String name) {
    this.name = name;
    this.type = getter.getReturnType();
    Description description = getter.getAnnotation(Description.class);
    if (description == null) {
      throw new IllegalArgumentException("option " + name + " has no @Description");
    }
    this.help = description.value();
    this.defaultValue = defaultValue(getter);
    this.required = getter.isAnnotationPresent(Validation.Required.class);
    Form annotation = getter.getAnnotation(Form.class);
    this.form = annotation == null ? null : annotation.value();
    this.with = annotation == null ? "" : annotation.with();
    this.words = words(annotation);
  }

  /**
   * Those that an interface and its parents declare, of ours only, by name.
   *
   * @throws IllegalArgumentException if one has no {@link Description}
   */
  public static List<OptionDescription> of(Class<? extends PipelineOptions> type) {
    List<OptionDescription> found = new ArrayList<>();
    for (Method method : type.getMethods()) {
      boolean ours = method.getDeclaringClass().getName().startsWith("io.weir.");
      if (ours && method.getParameterCount() == 0 && method.getReturnType() != void.class) {
        found.add(new OptionDescription(method, name(method)));
      }
    }
    found.sort(Comparator.comparing(OptionDescription::name));
    return List.copyOf(found);
  }

  private static String name(Method getter) {
    String name = getter.getName().replaceFirst("^(get|is)", "");
    return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
  }

  /** Each type of option has an annotation of its own, all with the same method. */
  private static @Nullable String defaultValue(Method getter) {
    for (Annotation annotation : getter.getAnnotations()) {
      if (annotation.annotationType().getEnclosingClass() == Default.class) {
        try {
          return String.valueOf(annotation.annotationType().getMethod("value").invoke(annotation));
        } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
          throw new IllegalArgumentException("the default of " + getter + " cannot be read", e);
        }
      }
    }
    return null;
  }

  private List<String> words(@Nullable Form annotation) {
    if (type.isEnum()) {
      return Arrays.stream(type.getEnumConstants())
          .map(constant -> ((Enum<?>) constant).name())
          .collect(toUnmodifiableList());
    }
    return annotation == null ? List.of() : List.of(annotation.words());
  }

  /** Its Beam name, such as {@code topicPrefix}. */
  public String name() {
    return name;
  }

  /** Its name in a form, such as {@code Topic prefix}. */
  public String label() {
    String words =
        Arrays.stream(WORD_START.split(name))
            .map(word -> word.toLowerCase(Locale.ROOT))
            .collect(joining(" "));
    return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }

  /** Its name where words are joined by lines, such as {@code topic_prefix}. */
  public String snakeCase() {
    return label().toLowerCase(Locale.ROOT).replace(' ', '_');
  }

  /** What it does. */
  public String help() {
    return help;
  }

  /** What it is where nothing is said; empty where it is nothing then. */
  public Optional<String> defaultValue() {
    return Optional.ofNullable(defaultValue);
  }

  /** Whether a pipeline cannot do without it. */
  public boolean required() {
    return required;
  }

  /** Whether it is a number. */
  public boolean numeric() {
    return type == int.class
        || type == long.class
        || type == double.class
        || Number.class.isAssignableFrom(type);
  }

  /** Whether it is true or false. */
  public boolean logical() {
    return type == boolean.class || type == Boolean.class;
  }

  /** The words of which it is one; none where it is free. */
  public List<String> words() {
    return words;
  }

  /**
   * A regular expression for its whole text, in what Java and RE2 have in common, if it has a form.
   */
  public Optional<String> pattern() {
    if (!words.isEmpty()) {
      return Optional.of(orEmpty(String.join("|", words)));
    }
    return Optional.ofNullable(form).map(kind -> orEmpty(kind.pattern()));
  }

  private String orEmpty(String pattern) {
    return "".equals(defaultValue) ? "(" + pattern + ")?" : pattern;
  }

  /** What is allowed, for a message, if it has a form. */
  public Optional<String> allowed() {
    if (!words.isEmpty()) {
      return Optional.of(String.join(", ", words));
    }
    return Optional.ofNullable(form).map(Form.Kind::inWords);
  }

  /** The name of the option without which it is not set, and which is not set without it. */
  public Optional<String> with() {
    return Optional.of(with).filter(name -> !name.isEmpty());
  }

  @Override
  public String toString() {
    return name;
  }
}
