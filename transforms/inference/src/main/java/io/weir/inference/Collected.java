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

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.joda.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a shard has collected so far: how many, how large, since when. Immutable. */
final class Collected {
  private static final VarLongCoder NUMBERS = VarLongCoder.of();

  final long rows;
  final long bytes;

  /** The earliest timestamp, in milliseconds. */
  final long earliest;

  private Collected(long rows, long bytes, long earliest) {
    this.rows = rows;
    this.bytes = bytes;
    this.earliest = earliest;
  }

  /** This and one more; null is nothing yet. */
  static Collected and(@Nullable Collected before, Instant timestamp, int bytes) {
    long time = timestamp.getMillis();
    return before == null
        ? new Collected(1, bytes, time)
        : new Collected(before.rows + 1, before.bytes + bytes, Math.min(before.earliest, time));
  }

  /** Three numbers, as short as they are. */
  static final class ValueCoder extends AtomicCoder<Collected> {
    private static final long serialVersionUID = 1L;

    @Override
    public void encode(Collected value, OutputStream stream) throws IOException {
      NUMBERS.encode(value.rows, stream);
      NUMBERS.encode(value.bytes, stream);
      NUMBERS.encode(value.earliest, stream);
    }

    @Override
    public Collected decode(InputStream stream) throws IOException {
      return new Collected(NUMBERS.decode(stream), NUMBERS.decode(stream), NUMBERS.decode(stream));
    }
  }
}
