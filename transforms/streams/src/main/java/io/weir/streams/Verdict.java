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

package io.weir.streams;

import io.weir.proto.v1.Reason;
import io.weir.proto.v1.Stage;

/** What a {@link RecordCheck} found out about a record from the record alone. */
final class Verdict {
  enum Kind {
    /** Passed every check; late or not is for the partition's watermark to say. */
    EVENT,
    /** Carries time and nothing else. */
    CONTROL,
    /** Breaks a rule. */
    REJECTED
  }

  private static final Verdict CONTROL_WITHOUT_EFFECT = control(RecordHeaders.NO_TIME);

  private final Kind kind;
  private final long timeMillis;
  private final Stage stage;
  private final Reason reason;

  private Verdict(Kind kind, long timeMillis, Stage stage, Reason reason) {
    this.kind = kind;
    this.timeMillis = timeMillis;
    this.stage = stage;
    this.reason = reason;
  }

  static Verdict event(long timeMillis) {
    return new Verdict(Kind.EVENT, timeMillis, Stage.STAGE_UNSPECIFIED, Reason.REASON_UNSPECIFIED);
  }

  static Verdict control(long timeMillis) {
    return new Verdict(
        Kind.CONTROL, timeMillis, Stage.STAGE_UNSPECIFIED, Reason.REASON_UNSPECIFIED);
  }

  /** A control record whose time cannot be believed: it is dropped and moves nothing. */
  static Verdict controlWithoutEffect() {
    return CONTROL_WITHOUT_EFFECT;
  }

  static Verdict rejected(Stage stage, Reason reason) {
    return new Verdict(Kind.REJECTED, RecordHeaders.NO_TIME, stage, reason);
  }

  Kind kind() {
    return kind;
  }

  /** The event's or the control record's time; {@link RecordHeaders#NO_TIME} if it has none. */
  long timeMillis() {
    return timeMillis;
  }

  /** Where a rejected record left the way. */
  Stage stage() {
    return stage;
  }

  /** Why a record was rejected. */
  Reason reason() {
    return reason;
  }
}
