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
package io.weir.harness.dofn;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects what goes wrong in a schedule; after some things it cannot go on. */
final class Violations {
  /** That a schedule cannot go on; what went wrong has been noted. */
  static final class Abandoned extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Abandoned() {
      super("noted", null, false, false);
    }
  }

  private final List<Violation> found = new ArrayList<>();

  List<Violation> found() {
    return found;
  }

  @SuppressWarnings("AnnotateFormatMethod") // that would be one more dependency
  void add(Law law, String template, @Nullable Object... arguments) {
    found.add(new Violation(law, String.format(template, arguments), null));
  }

  void add(Violation violation) {
    found.add(violation);
  }

  Abandoned abandon(Law law, String message, @Nullable Throwable cause) {
    found.add(new Violation(law, message, cause));
    return new Abandoned();
  }
}
