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
package io.weir.features;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Reads numbers from a byte array, forwards. Meant to live within one method, so that it is never
 * allocated at run time.
 */
final class ByteReader {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private final byte[] bytes;
  private int position;

  ByteReader(byte[] bytes, int position) {
    this.bytes = bytes;
    this.position = position;
  }

  static long longAt(byte[] bytes, int position) {
    return (long) LONG.get(bytes, position);
  }

  static int intAt(byte[] bytes, int position) {
    return (int) INT.get(bytes, position);
  }

  int position() {
    return position;
  }

  void skip(int count) {
    position += count;
  }

  byte fixed8() {
    return bytes[position++];
  }

  long fixed64() {
    long value = (long) LONG.get(bytes, position);
    position += Long.BYTES;
    return value;
  }

  /** An unsigned number, 7 bits a byte, the lowest first (LEB128). */
  long varint() {
    byte next = bytes[position++];
    long value = next & 0x7F;
    int shift = 7;
    while (next < 0) {
      next = bytes[position++];
      value |= (long) (next & 0x7F) << shift;
      shift += 7;
    }
    return value;
  }

  /** A signed number, of which small magnitudes are short ("zigzag"). */
  long signed() {
    long value = varint();
    return (value >>> 1) ^ -(value & 1);
  }

  int count(int limit) {
    long value = varint();
    if (value < 0 || value > limit) {
      throw new IllegalArgumentException(
          String.format("a count is %d; at most %d can follow", value, limit));
    }
    return (int) value;
  }

  String text() {
    int length = count(bytes.length - position);
    String text = new String(bytes, position, length, StandardCharsets.UTF_8);
    position += length;
    return text;
  }

  byte[] block() {
    int length = count(bytes.length - position);
    byte[] block = new byte[length];
    System.arraycopy(bytes, position, block, 0, length);
    position += length;
    return block;
  }
}
