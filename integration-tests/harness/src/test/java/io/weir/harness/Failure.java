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

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import org.junit.runner.JUnitCore;
import org.junit.runner.Result;

/** How a spec fails that must. */
final class Failure {
  private Failure() {}

  /** The last failure of a class, which must have one. */
  static String of(Class<?> spec) {
    Result result = JUnitCore.runClasses(spec);
    assertThat(result.wasSuccessful(), is(false));
    Throwable thrown = result.getFailures().get(result.getFailureCount() - 1).getException();
    StringBuilder text = new StringBuilder(String.valueOf(thrown.getMessage()));
    for (Throwable cause = thrown.getCause(); cause != null; cause = cause.getCause()) {
      text.append(' ').append(cause);
    }
    return text.toString();
  }
}
