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

/** Payments between terminal and card hop, and while they wait there. */
final class CardPaymentSerializer extends ValueSerializer<CardPayment> {
  static final CardPaymentSerializer INSTANCE = new CardPaymentSerializer();
  private static final long serialVersionUID = 1L;
  private static final int COUNTS = 2 * Windows.LENGTHS.length;

  private CardPaymentSerializer() {}

  @Override
  public CardPayment createInstance() {
    return new CardPayment(0, 0, "", "", "", 0, false, 0, 0, new int[COUNTS]);
  }

  @Override
  public void serialize(CardPayment payment, DataOutputView target) throws IOException {
    target.writeLong(payment.timeMillis);
    VariableLength.write(payment.sequence, target);
    StringValue.writeString(payment.eventId, target);
    StringValue.writeString(payment.terminal, target);
    StringValue.writeString(payment.card, target);
    VariableLength.write(payment.amountCents, target);
    target.writeBoolean(payment.late);
    VariableLength.write(payment.partition, target);
    VariableLength.write(payment.offset, target);
    for (int count : payment.terminalCounts) {
      VariableLength.write(count, target);
    }
  }

  @Override
  public CardPayment deserialize(DataInputView source) throws IOException {
    long time = source.readLong();
    long sequence = VariableLength.read(source);
    String eventId = StringValue.readString(source);
    String terminal = StringValue.readString(source);
    String card = StringValue.readString(source);
    long amount = VariableLength.read(source);
    boolean late = source.readBoolean();
    int partition = (int) VariableLength.read(source);
    long offset = VariableLength.read(source);
    int[] counts = new int[COUNTS];
    for (int i = 0; i < COUNTS; i++) {
      counts[i] = (int) VariableLength.read(source);
    }
    return new CardPayment(
        time, sequence, eventId, terminal, card, amount, late, partition, offset, counts);
  }

  @Override
  public TypeSerializerSnapshot<CardPayment> snapshotConfiguration() {
    return new Snapshot();
  }

  /** The class's name stands for the format. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<CardPayment> {
    /** For Flink, which makes it by reflection. */
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
