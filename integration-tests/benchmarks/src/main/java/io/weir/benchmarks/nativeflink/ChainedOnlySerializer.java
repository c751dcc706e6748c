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

import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** For values that only pass between chained operators, by reference: it never writes. */
final class ChainedOnlySerializer<T> extends ValueSerializer<T> {
  private static final long serialVersionUID = 1L;

  private final String type;

  ChainedOnlySerializer(String type) {
    this.type = type;
  }

  @Override
  public T createInstance() {
    throw refusal();
  }

  @Override
  public void serialize(T value, DataOutputView target) {
    throw refusal();
  }

  @Override
  public T deserialize(DataInputView source) {
    throw refusal();
  }

  @Override
  public TypeSerializerSnapshot<T> snapshotConfiguration() {
    throw refusal();
  }

  private UnsupportedOperationException refusal() {
    return new UnsupportedOperationException(type + " must stay within its operator chain");
  }
}
