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
package io.weir.pipelines;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Records for the input topics of an application, in the order of their source time. Not safe for
 * use by several threads.
 */
public interface EventSource extends AutoCloseable {

  /**
   * The next record; source times never go back.
   *
   * @return null at the end
   * @throws IOException when what it reads from cannot be read any further
   */
  @Nullable SourceEvent next() throws IOException;

  @Override
  void close() throws IOException;
}
