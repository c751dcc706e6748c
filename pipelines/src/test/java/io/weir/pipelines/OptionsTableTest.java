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
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.ServiceLoader;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.Test;

/** The tables of options in this module's README are what the options in Java say. */
public final class OptionsTableTest {
  private static final Path README = Path.of("README.md");
  private static final boolean UPDATE = Boolean.getBoolean("weir.options.update");

  private static String table(Application application) {
    return Stream.of(application.optionsType(), JobOptions.class)
        .flatMap(type -> OptionDescription.of(type).stream())
        .sorted(Comparator.comparing(OptionDescription::name))
        .map(OptionsTableTest::row)
        .collect(joining("", "| option | default | |\n|---|---|---|\n", ""));
  }

  private static String row(OptionDescription option) {
    String value =
        option.required() ? "required" : option.defaultValue().filter(v -> !v.isEmpty()).orElse("");
    String words =
        option.words().isEmpty() || option.help().contains(option.words().get(0))
            ? ""
            : " (" + String.join(", ", option.words()) + ")";
    return String.format("| `--%s` | %s | %s%s |\n", option.name(), value, option.help(), words);
  }

  @Test
  public void everyPipelineHasTheTableOfItsOptions() throws IOException {
    String readme = Files.readString(README);
    for (Application application : ServiceLoader.load(Application.class)) {
      String begin = "<!-- options of " + application.name() + " -->\n";
      String end = "<!-- end of options -->";
      Matcher found =
          Pattern.compile(Pattern.quote(begin) + ".*?" + Pattern.quote(end), Pattern.DOTALL)
              .matcher(readme);
      assertThat(begin.strip() + " in " + README, found.find(), is(true));
      String written = begin + table(application) + end;
      if (UPDATE) {
        readme = readme.substring(0, found.start()) + written + readme.substring(found.end());
        Files.writeString(README, readme);
      } else {
        assertThat(
            README + ", which -Dweir.options.update=true writes", found.group(), is(written));
      }
    }
  }
}
