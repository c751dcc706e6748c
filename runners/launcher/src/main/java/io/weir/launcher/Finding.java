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
package io.weir.launcher;

import java.util.Locale;

/** What the doctor says of one thing. Immutable. */
final class Finding {
  private enum Grade {
    HAS,
    LACKS,
    WITHOUT
  }

  private final Grade grade;
  private final String what;
  private final String detail;

  private Finding(Grade grade, String what, String detail) {
    this.grade = grade;
    this.what = what;
    this.detail = detail;
  }

  /** It is there. */
  static Finding has(String what, String detail) {
    return new Finding(Grade.HAS, what, detail);
  }

  /** It is needed and not there. */
  static Finding lacks(String what, String detail) {
    return new Finding(Grade.LACKS, what, detail);
  }

  /** It is not there, and only something optional needs it. */
  static Finding without(String what, String detail) {
    return new Finding(Grade.WITHOUT, what, detail);
  }

  boolean blocking() {
    return grade == Grade.LACKS;
  }

  String line() {
    return String.format(
        Locale.ROOT, "%-8s %-14s %s", grade.name().toLowerCase(Locale.ROOT), what, detail);
  }
}
