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
package io.weir.tflite;

import java.util.concurrent.atomic.AtomicInteger;

/** How many native objects this process has made and not yet freed; it should fall back to zero. */
final class NativeCount {
  private static final AtomicInteger LIVE = new AtomicInteger();

  private NativeCount() {}

  static void made() {
    LIVE.incrementAndGet();
  }

  static void freed() {
    LIVE.decrementAndGet();
  }

  /** Files and interpreters that live now. */
  static int live() {
    return LIVE.get();
  }
}
