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
package io.weir.inference;

import static io.weir.inference.Arguments.require;

/** See {@link ShareSource#fixed}. */
final class FixedShare implements ShareSource {
  private static final long serialVersionUID = 1L;

  private final double share;

  FixedShare(double share) {
    require(share >= 0 && share <= 1, "share is %s; allowed: 0 to 1", share);
    this.share = share;
  }

  @Override
  public double share() {
    return share;
  }

  @Override
  public String toString() {
    return 100 * share + " % of the keys";
  }
}
