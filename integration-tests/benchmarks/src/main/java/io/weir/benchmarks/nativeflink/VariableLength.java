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

package io.weir.benchmarks.nativeflink;

import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Small numbers in few bytes: seven bits each, the lowest first (LEB128). */
final class VariableLength {

  private VariableLength() {}

  static void write(long value, DataOutputView target) throws IOException {
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      target.writeByte((int) (rest | 0x80));
      rest >>>= 7;
    }
    target.writeByte((int) rest);
  }

  static long read(DataInputView source) throws IOException {
    long value = 0;
    int shift = 0;
    while (true) {
      byte next = source.readByte();
      value |= (next & 0x7fL) << shift;
      if (next >= 0) {
        return value;
      }
      shift += 7;
    }
  }
}
