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

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** What {@code ./weir test kill} prints last. */
final class KillReport {
  private final int kills;
  private final long events;
  private final ActionAudit audit;
  private final List<Duration> recoveries;
  private final long seed;

  KillReport(int kills, long events, ActionAudit audit, List<Duration> recoveries, long seed) {
    this.kills = kills;
    this.events = events;
    this.audit = audit;
    this.recoveries = new ArrayList<>(recoveries);
    this.seed = seed;
    Collections.sort(this.recoveries);
  }

  /** One line of JSON. Recoveries are in seconds; both are 0 where there was none. */
  String json() {
    return String.format(
        Locale.ROOT,
        "{\"kills\":%d,\"events\":%d,\"lost\":%d,\"duplicates\":%d,\"unequal_duplicates\":%d,"
            + "\"order_breaks\":%d,\"recovery_p50_s\":%.1f,\"recovery_max_s\":%.1f,\"seed\":%d}",
        kills,
        events,
        audit.lost(),
        audit.duplicates(),
        audit.unequalDuplicates(),
        audit.orderBreaks(),
        seconds(recoveries.size() / 2),
        seconds(recoveries.size() - 1),
        seed);
  }

  private double seconds(int rank) {
    return recoveries.isEmpty() ? 0 : recoveries.get(rank).toMillis() / 1_000.0;
  }

  void write(Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.write(file, List.of(json()), StandardCharsets.UTF_8);
  }
}
