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

import com.google.protobuf.InvalidProtocolBufferException;
import io.weir.proto.fraud.v1.Label;
import io.weir.proto.v1.Reason;
import io.weir.proto.v1.Stage;
import io.weir.streams.EventFormat;
import io.weir.streams.RejectedRecordException;

/** Reads {@link Label}s and refuses those that cannot be joined. */
final class LabelFormat implements EventFormat<Label> {
  private static final long serialVersionUID = 1L;

  @Override
  public Label parse(byte[] value) throws RejectedRecordException {
    Label label;
    try {
      label = Label.parseFrom(value);
    } catch (InvalidProtocolBufferException e) {
      throw new RejectedRecordException(
          Stage.DECODE, Reason.UNDECODABLE, "no Label: " + e.getMessage());
    }
    MessageChecks.eventId(label.getEventId());
    MessageChecks.present("terminal_id", label.getTerminalId());
    MessageChecks.time("known_time_ms", label.getKnownTimeMs());
    MessageChecks.time("transaction_time_ms", label.getTransactionTimeMs());
    if (label.getTransactionTimeMs() > label.getKnownTimeMs()) {
      throw new RejectedRecordException(
          Stage.VALIDATE,
          Reason.INVALID_EVENT_TIME,
          "transaction_time_ms is "
              + label.getTransactionTimeMs()
              + ", must not be after known_time_ms "
              + label.getKnownTimeMs());
    }
    return label;
  }

  @Override
  public long eventTimeMillis(Label label) {
    return label.getKnownTimeMs();
  }
}
