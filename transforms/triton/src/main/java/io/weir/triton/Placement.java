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
package io.weir.triton;

import java.util.List;

/** A call that says itself to which endpoint it goes, once it is known which can be reached. */
interface Placement {
  /** The answer that the call waits until more endpoints can be reached. */
  int WAIT = -1;

  /**
   * Chooses. Asked again if the connection was lost meanwhile; must not block.
   *
   * @param reachable the names of the endpoints that can be reached, at least one
   * @param moreToCome whether others are being connected for the first time
   * @return an index into the names, or {@link #WAIT} if there is more to come
   */
  int choose(List<String> reachable, boolean moreToCome);
}
