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
import java.util.Arrays;
import java.util.List;
import org.apache.beam.sdk.coders.Coder;

/** Watches values that must stay what they are until their bundle ends. */
final class Unchanged {
  private final Law law;
  private final Violations violations;
  private final List<Watched<?>> watched = new ArrayList<>();

  Unchanged(Law law, Violations violations) {
    this.law = law;
    this.violations = violations;
  }

  <T> void watch(Coder<T> coder, T value, byte[] bytes) {
    watched.add(new Watched<>(coder, value, bytes));
  }

  void forget() {
    watched.clear();
  }

  /** Looks at all of them, and watches them no longer. */
  void check() {
    for (Watched<?> each : watched) {
      each.check(law, violations);
    }
    watched.clear();
  }

  private static final class Watched<T> {
    private final Coder<T> coder;
    private final T value;
    private final byte[] before;

    Watched(Coder<T> coder, T value, byte[] before) {
      this.coder = coder;
      this.value = value;
      this.before = before;
    }

    void check(Law law, Violations violations) {
      byte[] after = Codes.bytes(coder, value);
      if (!Arrays.equals(before, after)) {
        violations.add(law, "%s has become %s", Codes.value(coder, before), value);
      }
    }
  }
}
