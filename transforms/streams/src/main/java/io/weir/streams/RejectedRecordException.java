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

import static java.util.Objects.requireNonNull;

import io.weir.proto.v1.Reason;
import io.weir.proto.v1.Stage;

/**
 * Says that a record cannot become an event, where it left the way, and why. The message is the one
 * line of detail for a person that the dead letter carries; it must depend on the record alone, so
 * that reading again gives the same dead letter.
 *
 * <p>It has no stack trace and keeps no suppressed exceptions: bad records come in floods, and the
 * reason says all that the stack would.
 */
public final class RejectedRecordException extends Exception {
  private static final long serialVersionUID = 1L;

  private final Stage stage;
  private final Reason reason;

  /**
   * Rejects a record.
   *
   * @param detail one line for a person
   */
  public RejectedRecordException(Stage stage, Reason reason, String detail) {
    super(requireNonNull(detail, "detail"), null, false, false);
    this.stage = requireNonNull(stage, "stage");
    this.reason = requireNonNull(reason, "reason");
  }

  /** Returns a rejection of bytes that are not the message that the topic holds. */
  public static RejectedRecordException undecodable(String detail) {
    return new RejectedRecordException(Stage.DECODE, Reason.UNDECODABLE, detail);
  }

  /** Returns a rejection of a message that breaks a rule of its contract. */
  public static RejectedRecordException invalid(Reason reason, String detail) {
    return new RejectedRecordException(Stage.VALIDATE, reason, detail);
  }

  public Stage stage() {
    return stage;
  }

  public Reason reason() {
    return reason;
  }
}
