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

package io.weir.benchmarks.nativeflink;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

/**
 * Payments and labels between source and terminal hop, and while they wait there. Control and
 * refused records have left the stream before it.
 */
final class FraudRecordSerializer extends ValueSerializer<FraudRecord> {
  static final FraudRecordSerializer INSTANCE = new FraudRecordSerializer();
  private static final long serialVersionUID = 1L;
  private static final byte[] NO_BYTES = {};

  private FraudRecordSerializer() {}

  @Override
  public FraudRecord createInstance() {
    return FraudRecord.control(0);
  }

  @Override
  public void serialize(FraudRecord record, DataOutputView target) throws IOException {
    target.writeByte(record.kind);
    target.writeLong(record.timeMillis);
    VariableLength.write(record.sequence, target);
    StringValue.writeString(record.eventId, target);
    StringValue.writeString(record.terminal, target);
    if (record.isLabel()) {
      target.writeLong(record.paymentTimeMillis);
      target.writeBoolean(record.fraud);
    } else {
      StringValue.writeString(record.card, target);
      VariableLength.write(record.amountCents, target);
      VariableLength.write(record.partition, target);
      VariableLength.write(record.offset, target);
    }
  }

  @Override
  public FraudRecord deserialize(DataInputView source) throws IOException {
    byte kind = source.readByte();
    long time = source.readLong();
    long sequence = VariableLength.read(source);
    String eventId = StringValue.readString(source);
    String terminal = StringValue.readString(source);
    if (kind == FraudRecord.LABEL) {
      long paymentTime = source.readLong();
      boolean fraud = source.readBoolean();
      return new FraudRecord(
          kind, time, sequence, eventId, terminal, "", 0, paymentTime, fraud, 0, 0, NO_BYTES);
    }
    String card = StringValue.readString(source);
    long amount = VariableLength.read(source);
    int partition = (int) VariableLength.read(source);
    long offset = VariableLength.read(source);
    return new FraudRecord(
        kind, time, sequence, eventId, terminal, card, amount, 0, false, partition, offset,
        NO_BYTES);
  }

  @Override
  public TypeSerializerSnapshot<FraudRecord> snapshotConfiguration() {
    return new Snapshot();
  }

  /** The class's name stands for the format. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<FraudRecord> {
    /** For Flink, which makes it by reflection. */
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
