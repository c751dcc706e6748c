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

/** What a router may look at, who the element belongs to and its features; and what it noted. */
final class RoutedRow {
  final String key;
  final float[] features;

  /** From when on the time of a budget runs, by the clock of the routes. */
  final long acceptedNanos;

  private String assignment = "";
  private long hurried;

  RoutedRow(String key, float[] features) {
    this(key, features, 0);
  }

  RoutedRow(String key, float[] features, long acceptedNanos) {
    this.key = key;
    this.features = features;
    this.acceptedNanos = acceptedNanos;
  }

  /** Notes that the time for the preferred way of a budget is over. */
  void hurry(int budget) {
    hurried |= 1L << budget;
  }

  /** Whether it is over. */
  boolean isHurried(int budget) {
    return (hurried & (1L << budget)) != 0;
  }

  /** Notes on which side of an experiment the row is. */
  void assign(String side) {
    assignment = assignment.isEmpty() ? side : assignment + "," + side;
  }

  /** The sides of all experiments that the row met, in their order; empty if none. */
  String assignment() {
    return assignment;
  }
}
