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
package io.weir.http;

import com.google.errorprone.annotations.FormatMethod;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Checks arguments where they enter. */
final class Arguments {
  private Arguments() {}

  /**
   * Refuses an argument.
   *
   * @param holds whether the argument is allowed
   * @param message names the argument, its value and what is allowed
   */
  @FormatMethod
  static void require(boolean holds, String message, @Nullable Object... values) {
    if (!holds) {
      throw new IllegalArgumentException(String.format(message, values));
    }
  }

  /** Refuses a duration that is not within bounds. */
  static Duration within(String name, Duration value, Duration least, Duration most) {
    require(
        value.compareTo(least) >= 0 && value.compareTo(most) <= 0,
        "%s is %s; allowed: %s to %s",
        name,
        value,
        least,
        most);
    return value;
  }

  /** Refuses a number that is not within bounds. */
  static int within(String name, int value, int least, int most) {
    require(
        value >= least && value <= most, "%s is %s; allowed: %s to %s", name, value, least, most);
    return value;
  }

  /** Refuses a setting that was left out. */
  static <T> T required(String name, @Nullable T value) {
    if (value == null) {
      throw new IllegalArgumentException(name + " is not set; allowed: any value of its setter");
    }
    return value;
  }
}
