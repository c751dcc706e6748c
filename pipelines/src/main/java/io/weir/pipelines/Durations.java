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

import java.time.Duration;
import java.time.format.DateTimeParseException;

/** Reads the durations of options. */
public final class Durations {

  private Durations() {}

  /**
   * A duration that may be zero.
   *
   * @param setting the option's name, for the message
   * @param value ISO-8601, such as {@code PT1M} or {@code P1D}
   * @throws InvalidSettingException when it is none, or negative
   */
  public static Duration notNegative(String setting, String value) {
    Duration duration;
    try {
      duration = Duration.parse(value);
    } catch (DateTimeParseException e) {
      throw new InvalidSettingException(
          "--" + setting + " is " + value + ", must be an ISO-8601 duration such as PT1M or P1D",
          e);
    }
    if (duration.isNegative()) {
      throw new InvalidSettingException("--" + setting + " is " + value + ", must not be negative");
    }
    return duration;
  }

  /**
   * A duration above zero.
   *
   * @param setting the option's name, for the message
   * @param value ISO-8601, such as {@code PT1M} or {@code P1D}
   * @throws InvalidSettingException when it is none, or not above zero
   */
  public static Duration positive(String setting, String value) {
    Duration duration = notNegative(setting, value);
    if (duration.isZero()) {
      throw new InvalidSettingException("--" + setting + " is " + value + ", must be above zero");
    }
    return duration;
  }
}
