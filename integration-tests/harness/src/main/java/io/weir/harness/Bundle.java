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

/** How large bundles are at most. */
final class Bundle {
  private final int size;
  private final int millis;

  Bundle(int size, int millis) {
    if (size < 1 || millis < 1) {
      throw new IllegalArgumentException(
          "a bundle has " + size + " elements and " + millis + " ms, must have at least 1 of each");
    }
    this.size = size;
    this.millis = millis;
  }

  int size() {
    return size;
  }

  int millis() {
    return millis;
  }

  @Override
  public String toString() {
    return size + "/" + millis + "ms";
  }
}
