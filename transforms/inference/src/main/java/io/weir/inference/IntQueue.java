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

/** A queue of whole numbers without objects, that grows as it must. For one thread at a time. */
final class IntQueue {
  private int[] values = new int[64];
  private int first;
  private int size;

  boolean isEmpty() {
    return size == 0;
  }

  void addLast(int value) {
    if (size == values.length) {
      grow();
    }
    values[(first + size) & (values.length - 1)] = value;
    size++;
  }

  /** The value that is longest in; there must be one. */
  int removeFirst() {
    int value = values[first];
    first = (first + 1) & (values.length - 1);
    size--;
    return value;
  }

  void clear() {
    first = 0;
    size = 0;
  }

  private void grow() {
    int[] larger = new int[2 * values.length];
    System.arraycopy(values, first, larger, 0, values.length - first);
    System.arraycopy(values, 0, larger, values.length - first, first);
    values = larger;
    first = 0;
  }
}
