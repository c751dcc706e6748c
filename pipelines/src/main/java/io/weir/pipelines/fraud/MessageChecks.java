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
package io.weir.pipelines.fraud;

import io.weir.proto.v1.Reason;
import io.weir.proto.v1.Stage;
import io.weir.streams.RejectedRecordException;

/** The checks that transactions and labels share. */
final class MessageChecks {

  /** 9999-12-31T23:59:59.999Z: beyond it, and before 0, a time is a mistake of units. */
  private static final long MAX_TIME_MILLIS = 253_402_300_799_999L;

  private MessageChecks() {}

  static void eventId(String eventId) throws RejectedRecordException {
    if (eventId.isEmpty()) {
      throw new RejectedRecordException(
          Stage.VALIDATE, Reason.MISSING_EVENT_ID, "event_id is empty, the producer must set it");
    }
  }

  static void present(String field, String value) throws RejectedRecordException {
    if (value.isEmpty()) {
      throw new RejectedRecordException(
          Stage.VALIDATE, Reason.MISSING_FIELD, field + " is empty, must be set");
    }
  }

  static void time(String field, long millis) throws RejectedRecordException {
    if (millis <= 0 || millis > MAX_TIME_MILLIS) {
      throw new RejectedRecordException(
          Stage.VALIDATE,
          Reason.INVALID_EVENT_TIME,
          field + " is " + millis + ", must be 1 to " + MAX_TIME_MILLIS + " ms since the epoch");
    }
  }
}
