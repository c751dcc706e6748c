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
package io.weir.suites;

import java.time.Duration;
import java.util.List;

/** What a run that was killed again and again answered. */
final class KillOutcome {
  private final ActionAudit audit;
  private final ExpectedActions expected;
  private final int written;
  private final List<Duration> recoveries;

  KillOutcome(ActionAudit audit, ExpectedActions expected, int written, List<Duration> recoveries) {
    this.audit = audit;
    this.expected = expected;
    this.written = written;
    this.recoveries = List.copyOf(recoveries);
  }

  KillReport report(int kills, long seed) {
    return new KillReport(kills, written, audit, recoveries, seed);
  }

  /** That nobody can tell. */
  void check() {
    audit.check(expected);
  }
}
