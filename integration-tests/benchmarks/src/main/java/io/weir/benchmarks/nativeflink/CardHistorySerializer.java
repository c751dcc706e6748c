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

/** A card's cell: times as steps and amounts, both of variable length. */
final class CardHistorySerializer extends HistorySerializer<CardHistory> {
  static final CardHistorySerializer INSTANCE = new CardHistorySerializer();
  private static final long serialVersionUID = 1L;

  private CardHistorySerializer() {}

  @Override
  public CardHistory createInstance() {
    return new CardHistory();
  }

  @Override
  public void serialize(CardHistory history, DataOutputView target) throws IOException {
    VariableLength.write(history.expiryMillis, target);
    VariableLength.write(history.size, target);
    long previous = 0;
    for (int i = 0; i < history.size; i++) {
      VariableLength.write(history.times[i] - previous, target);
      previous = history.times[i];
      VariableLength.write(history.amounts[i], target);
    }
  }

  @Override
  public CardHistory deserialize(DataInputView source) throws IOException {
    long expiry = VariableLength.read(source);
    int size = (int) VariableLength.read(source);
    CardHistory history = new CardHistory(size);
    history.expiryMillis = expiry;
    long previous = 0;
    for (int i = 0; i < size; i++) {
      previous += VariableLength.read(source);
      history.times[i] = previous;
      history.amounts[i] = VariableLength.read(source);
    }
    return history;
  }

  @Override
  public TypeSerializerSnapshot<CardHistory> snapshotConfiguration() {
    return new Snapshot();
  }

  /** The class's name stands for the format. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<CardHistory> {
    /** For Flink, which makes it by reflection. */
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
