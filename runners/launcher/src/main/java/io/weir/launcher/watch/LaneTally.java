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
package io.weir.launcher.watch;

/** What one lane answered so far. */
final class LaneTally {
  final Latencies latencies = new Latencies();
  private long answers;
  private long degraded;

  void answered(boolean instead) {
    answers++;
    degraded += instead ? 1 : 0;
  }

  Snapshot.LaneFigures figures(String name) {
    return new Snapshot.LaneFigures(name, answers, degraded, latencies.percentile(99));
  }
}
