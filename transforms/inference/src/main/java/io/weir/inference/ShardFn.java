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
package io.weir.inference;

import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TimestampedValue;
import org.joda.time.Instant;

/** Puts each element, with its timestamp, into the shard of its key. */
final class ShardFn<T> extends DoFn<T, KV<Integer, TimestampedValue<T>>> {
  private static final long serialVersionUID = 1L;

  private final SerializableFunction<T, String> keys;
  private final int shards;

  ShardFn(SerializableFunction<T, String> keys, int shards) {
    this.keys = keys;
    this.shards = shards;
  }

  @ProcessElement
  public void process(
      @Element T element,
      @Timestamp Instant timestamp,
      OutputReceiver<KV<Integer, TimestampedValue<T>>> output) {
    int hash = keys.apply(element).hashCode();
    // Multiplied by the golden ratio: keys that count up do not share the low bits.
    int shard = Math.floorMod((hash * 0x9E3779B9) >>> 8, shards);
    output.output(KV.of(shard, TimestampedValue.of(element, timestamp)));
  }
}
