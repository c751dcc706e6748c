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

/** That a schedule fails; its message ends in a test to paste. */
public final class ScheduleFailure extends AssertionError {
  private static final long serialVersionUID = 1L;

  private final transient Schedule schedule;
  private final transient Violation violation;
  private final String test;

  ScheduleFailure(String message, Schedule schedule, Violation violation, String test) {
    super(message, violation.cause());
    this.schedule = schedule;
    this.violation = violation;
    this.test = test;
  }

  /** The shortest that was found. */
  public Schedule schedule() {
    return schedule;
  }

  /** What is wrong. */
  public Violation violation() {
    return violation;
  }

  /** The test to paste, in Java. */
  public String test() {
    return test;
  }
}
