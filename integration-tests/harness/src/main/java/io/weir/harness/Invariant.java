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

import org.jspecify.annotations.Nullable;

/**
 * Something that must hold after every run in this process, such as that all models are closed.
 * Found by {@code ServiceLoader}.
 */
public interface Invariant {

  /**
   * Looks whether it holds; waits, where it may take a while, with a bound of its own.
   *
   * @return what is wrong, in one line; null if nothing is
   */
  @Nullable String violation();
}
