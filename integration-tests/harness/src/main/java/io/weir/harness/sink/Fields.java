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
package io.weir.harness.sink;

/** What a line says of an element. */
public final class Fields {
  private static final char[] HEXADECIMAL = "0123456789abcdef".toCharArray();

  private final StringBuilder text = new StringBuilder();
  private String key = "";

  Fields() {}

  /** Names the key; the elements of a key keep their order. Empty unless said. */
  public Fields key(String value) {
    key = escaped(value);
    return this;
  }

  /** Adds a text. */
  public Fields add(String name, String value) {
    text.append('\t').append(escaped(name)).append('=').append(escaped(value));
    return this;
  }

  /** Adds a whole number. */
  public Fields add(String name, long value) {
    return add(name, Long.toString(value));
  }

  /** Adds a number to its last bit. */
  public Fields add(String name, double value) {
    return add(name, Double.toString(value));
  }

  /** Adds a number to its last bit. */
  public Fields add(String name, float value) {
    return add(name, Float.toString(value));
  }

  /** Adds bytes, in hexadecimal. */
  public Fields add(String name, byte[] value) {
    StringBuilder digits = new StringBuilder(value.length * 2);
    for (byte one : value) {
      digits.append(HEXADECIMAL[(one >> 4) & 15]).append(HEXADECIMAL[one & 15]);
    }
    return add(name, digits.toString());
  }

  String key() {
    return key;
  }

  String text() {
    return text.toString();
  }

  private static String escaped(String value) {
    return value.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n");
  }
}
