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

import org.jspecify.annotations.Nullable;

/** How much history there was, and how long it took. Immutable. */
final class WarmUpFigures {
  final @Nullable Long history;
  final @Nullable Long liveAfterMillis;

  WarmUpFigures(@Nullable Long history, @Nullable Long liveAfterMillis) {
    this.history = history;
    this.liveAfterMillis = liveAfterMillis;
  }
}
