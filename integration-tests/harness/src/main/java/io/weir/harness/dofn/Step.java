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
package io.weir.harness.dofn;

import java.util.Objects;

/** One thing that happens to a {@link org.apache.beam.sdk.transforms.DoFn DoFn}. Immutable. */
public final class Step {
  enum Kind {
    ELEMENT("element"),
    END_BUNDLE("endBundle"),
    WATERMARK("watermark"),
    ADVANCE("advance"),
    SNAPSHOT("snapshot"),
    RESTORE("restore"),
    FAIL("fail"),
    REFUSE("refuse"),
    SLOW("slow");

    /** The name of the factory, as it is printed. */
    final String factory;

    Kind(String factory) {
      this.factory = factory;
    }

    boolean hasArgument() {
      return this == ELEMENT
          || this == WATERMARK
          || this == ADVANCE
          || this == REFUSE
          || this == SLOW;
    }

    /** Whether it happens again when what came after a snapshot is replayed: time has passed. */
    boolean isReplayed() {
      return this == ELEMENT
          || this == END_BUNDLE
          || this == WATERMARK
          || this == SNAPSHOT
          || this == RESTORE;
    }
  }

  final Kind kind;
  final long argument;

  private Step(Kind kind, long argument) {
    this.kind = kind;
    this.argument = argument;
  }

  static Step of(Kind kind, long argument) {
    return new Step(kind, argument);
  }

  /**
   * An element comes; a bundle is started if none is open. The same element may come twice.
   *
   * @param index its place among the elements of the specification, from 0
   */
  public static Step element(int index) {
    if (index < 0) {
      throw new IllegalArgumentException("element is " + index + "; allowed: 0 and more");
    }
    return new Step(Kind.ELEMENT, index);
  }

  /** The bundle is finished, and the output watermark may move. Nothing if none is open. */
  public static Step endBundle() {
    return new Step(Kind.END_BUNDLE, 0);
  }

  /**
   * The input watermark moves and the event-time timers before it fire. Nothing if it is there
   * already.
   *
   * @param millis epoch milliseconds
   */
  public static Step watermark(long millis) {
    return new Step(Kind.WATERMARK, millis);
  }

  /**
   * Processing time passes, and the timers that are due fire, in the open bundle if there is one.
   *
   * @param millis how long, in milliseconds
   */
  public static Step advance(long millis) {
    return new Step(Kind.ADVANCE, notNegative("advance", millis));
  }

  /** The bundle is finished, state and timers are written through their coders. */
  public static Step snapshot() {
    return new Step(Kind.SNAPSHOT, 0);
  }

  /** Like {@link #snapshot}; then the instance is torn down and a fresh one goes on from there. */
  public static Step restore() {
    return new Step(Kind.RESTORE, 0);
  }

  /**
   * The worker is lost in the middle of what it does. A fresh instance starts from the last
   * snapshot, or from nothing, and what came after it comes again.
   */
  public static Step fail() {
    return new Step(Kind.FAIL, 0);
  }

  /**
   * The receiver throws at an output that is yet to come: the bundle fails, and it goes on as after
   * {@link #fail}.
   *
   * @param after how many outputs it takes before that
   */
  public static Step refuse(int after) {
    return new Step(Kind.REFUSE, notNegative("refuse", after));
  }

  /**
   * The receiver takes long for the next output.
   *
   * @param millis how much processing time passes meanwhile, in milliseconds
   */
  public static Step slow(long millis) {
    return new Step(Kind.SLOW, notNegative("slow", millis));
  }

  private static long notNegative(String name, long value) {
    if (value < 0) {
      throw new IllegalArgumentException(name + " is " + value + "; allowed: 0 and more");
    }
    return value;
  }

  /** As it is written in Java, within {@link Schedule#of}. */
  @Override
  public String toString() {
    String number = kind.hasArgument() ? Long.toString(argument) : "";
    boolean isLong = kind.hasArgument() && kind != Kind.ELEMENT && kind != Kind.REFUSE;
    return "Step." + kind.factory + "(" + number + (isLong ? "L" : "") + ")";
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Step
        && ((Step) other).kind == kind
        && ((Step) other).argument == argument;
  }

  @Override
  public int hashCode() {
    return Objects.hash(kind, argument);
  }
}
