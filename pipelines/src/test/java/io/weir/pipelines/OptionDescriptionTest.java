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

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.Assert.assertThrows;

import io.weir.pipelines.fraud.FraudOptions;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.PipelineOptions;
import org.junit.Test;

public final class OptionDescriptionTest {
  private static final int TEXTS = 20_000;
  private static final String ALPHABET = "PTDHMS0123.-";

  private static OptionDescription option(String name) {
    return OptionDescription.of(FraudOptions.class).stream()
        .filter(option -> option.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  public void everyOptionOfAPipelineIsDescribedAndItsDefaultHasItsForm() {
    List<OptionDescription> options = OptionDescription.of(FraudOptions.class);

    assertThat(options.stream().filter(option -> option.name().equals("runner")).count(), is(0L));
    for (OptionDescription option : options) {
      assertThat(option.name(), option.help().isEmpty(), is(false));
      if (option.pattern().isPresent() && option.defaultValue().isPresent()) {
        String pattern = option.pattern().get();
        assertThat(option + " " + pattern, option.defaultValue().get().matches(pattern), is(true));
        assertThat(option.allowed().isPresent(), is(true));
      }
    }
  }

  @Test
  public void aNameIsWrittenAsFormsAndFilesWriteIt() {
    assertThat(option("maxOutOfOrderness").label(), is("Max out of orderness"));
    assertThat(option("maxOutOfOrderness").snakeCase(), is("max_out_of_orderness"));
  }

  @Test
  public void anEnumIsOneOfItsWords() {
    assertThat(option("arrival").words(), contains("ON_ARRIVAL", "EVENT_TIME"));
    assertThat(option("arrival").defaultValue().orElseThrow(), is("ON_ARRIVAL"));
    assertThat("SOON".matches(option("arrival").pattern().orElseThrow()), is(false));
  }

  /** The oracle is what reads the option. */
  @Test
  public void aDurationHasTheFormIfAndOnlyIfItIsReadAsOne() {
    String pattern = option("maxOutOfOrderness").pattern().orElseThrow();
    Random random = new Random(5);
    int right = 0;
    for (int i = 0; i < TEXTS; i++) {
      StringBuilder text = new StringBuilder("P");
      int length = random.nextInt(7);
      for (int c = 0; c < length; c++) {
        text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
      }
      boolean read = read(text.toString());
      right += read ? 1 : 0;
      assertThat(text.toString(), text.toString().matches(pattern), is(read));
    }
    assertThat(right, is(not(0)));
  }

  /**
   * What Java's reader allows beyond ISO-8601, a sign or no digit before the point, has no form.
   */
  private static boolean read(String text) {
    try {
      Duration.parse(text);
      return !text.contains("-") && !text.matches(".*(\\D|^)\\.\\d.*|.*\\.S");
    } catch (DateTimeException e) {
      return false;
    }
  }

  @Test
  public void anOptionWithoutADescriptionIsRefused() {
    assertThat(
        assertThrows(IllegalArgumentException.class, () -> OptionDescription.of(Undescribed.class))
            .getMessage(),
        is("option colour has no @Description"));
  }

  /** Says nothing of itself. */
  public interface Undescribed extends PipelineOptions {
    @Default.String("red")
    String getColour();

    void setColour(String value);
  }
}
