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

import io.weir.proto.v1.DeadLetter;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Dead letters on their way to the sink. Rare, so nothing is saved here. */
final class DeadLetterSerializer extends ValueSerializer<DeadLetter> {
  private static final long serialVersionUID = 1L;

  @Override
  public DeadLetter createInstance() {
    return DeadLetter.getDefaultInstance();
  }

  @Override
  public void serialize(DeadLetter letter, DataOutputView target) throws IOException {
    byte[] bytes = letter.toByteArray();
    target.writeInt(bytes.length);
    target.write(bytes);
  }

  @Override
  public DeadLetter deserialize(DataInputView source) throws IOException {
    byte[] bytes = new byte[source.readInt()];
    source.readFully(bytes);
    return DeadLetter.parseFrom(bytes);
  }

  @Override
  public TypeSerializerSnapshot<DeadLetter> snapshotConfiguration() {
    return new Snapshot();
  }

  /** The class's name stands for the format. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<DeadLetter> {
    /** For Flink, which makes it by reflection. */
    public Snapshot() {
      super(DeadLetterSerializer::new);
    }
  }
}
