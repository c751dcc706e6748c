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

/** What is checked after every schedule. */
public enum Law {
  /**
   * An output has a timestamp before the output watermark, which follows the input watermark as far
   * as the output timestamps of the timers let it: downstream it is late and may be dropped.
   */
  OUTPUT_IS_LATE("anOutputIsBehindTheWatermark"),
  /** A timer's output timestamp lies before the output watermark: it cannot hold it any more. */
  HOLD_IS_LATE("aTimerHoldsTheWatermarkTooLate"),
  /** An element was changed, while it was processed or until its bundle ended. */
  INPUT_CHANGED("anElementIsChanged"),
  /** A value was changed after it was put out, until its bundle ended. */
  OUTPUT_CHANGED("anOutputIsChangedAfterwards"),
  /** A coder writes a value that it has read in another way than it was written. */
  CODER_IS_NOT_DETERMINISTIC("aCoderIsNotDeterministic"),
  /** After the final watermark a state cell of the global window holds something. */
  STATE_IS_LEFT("stateIsLeft"),
  /** After the final watermark a timer is set: runners drop what it would do. */
  TIMER_IS_LEFT("aTimerIsLeft"),
  /** Timers set themselves again without end. */
  TIMERS_NEVER_END("timersNeverEnd"),
  /** The DoFn threw, although its receiver did not. */
  IT_THREW("itThrows"),
  /** The receiver threw, and the bundle ended as if it had not. */
  FAILURE_SWALLOWED("aFailureOfTheReceiverIsSwallowed"),
  /** What is opened in setup is not closed in teardown. */
  NOT_BALANCED("setupAndTeardownAreNotBalanced"),
  /** An element that was on time is not accounted for in the outputs, or more than once. */
  NOT_ACCOUNTED_FOR("anElementIsNotAccountedFor"),
  /** The outputs are not those of the quiet run with the same elements. */
  DIFFERS_FROM_QUIET_RUN("theOutputsDifferFromTheQuietRun"),
  /** The user's own check failed. */
  CHECK_FAILED("theCheckFails");

  /** The name of the test that is printed. */
  final String testName;

  Law(String testName) {
    this.testName = testName;
  }
}
