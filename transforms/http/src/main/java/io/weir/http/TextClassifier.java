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
package io.weir.http;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A classifier of texts, opened and ready. Safe for use by several threads at once. */
public interface TextClassifier extends AutoCloseable {
  /**
   * Classifies texts, each on its own: a text that fails takes no other with it.
   *
   * @param texts at least one; must not change before the future is complete
   * @param deadline how long all answers may take from now on, more than zero; a text without an
   *     answer by then fails with a {@link java.util.concurrent.TimeoutException}
   * @return one classification or failure for each text, in the order of the texts; a cancelled
   *     future gives all texts up
   */
  CompletableFuture<List<Classification>> classify(List<String> texts, Duration deadline);

  /** Frees everything. Closing twice is harmless. */
  @Override
  void close();
}
