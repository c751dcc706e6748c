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

/** A terminal's cell: times as steps of variable length, ids of 8 bytes, a byte for the label. */
final class TerminalHistorySerializer extends HistorySerializer<TerminalHistory> {
  static final TerminalHistorySerializer INSTANCE = new TerminalHistorySerializer();
  private static final long serialVersionUID = 1L;

  private TerminalHistorySerializer() {}

  @Override
  public TerminalHistory createInstance() {
    return new TerminalHistory();
  }

  @Override
  public void serialize(TerminalHistory history, DataOutputView target) throws IOException {
    VariableLength.write(history.expiryMillis, target);
    VariableLength.write(history.size, target);
    VariableLength.write(history.orphans, target);
    long previous = 0;
    for (int i = 0; i < history.size; i++) {
      VariableLength.write(history.times[i] - previous, target);
      previous = history.times[i];
      target.writeLong(history.ids[i]);
      target.writeByte(history.labels[i]);
    }
    for (int i = 0; i < history.orphans; i++) {
      VariableLength.write(history.orphanTimes[i], target);
      target.writeLong(history.orphanIds[i]);
      target.writeByte(history.orphanLabels[i]);
    }
  }

  @Override
  public TerminalHistory deserialize(DataInputView source) throws IOException {
    long expiry = VariableLength.read(source);
    int size = (int) VariableLength.read(source);
    int orphans = (int) VariableLength.read(source);
    TerminalHistory history = new TerminalHistory(size, orphans);
    history.expiryMillis = expiry;
    long previous = 0;
    for (int i = 0; i < size; i++) {
      previous += VariableLength.read(source);
      history.times[i] = previous;
      history.ids[i] = source.readLong();
      history.labels[i] = source.readByte();
    }
    for (int i = 0; i < orphans; i++) {
      history.orphanTimes[i] = VariableLength.read(source);
      history.orphanIds[i] = source.readLong();
      history.orphanLabels[i] = source.readByte();
    }
    return history;
  }

  @Override
  public TypeSerializerSnapshot<TerminalHistory> snapshotConfiguration() {
    return new Snapshot();
  }

  /** The class's name stands for the format. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<TerminalHistory> {
    /** For Flink, which makes it by reflection. */
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
