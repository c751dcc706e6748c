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
package io.weir.streams;

import java.io.Closeable;
import java.io.IOException;
import java.io.Serializable;
import org.apache.beam.sdk.io.kafka.KafkaRecord;
import org.jspecify.annotations.Nullable;

/**
 * Records in their order, to an end, from elsewhere than Kafka. Whoever opens it gets the same
 * records each time.
 */
public interface RecordLog extends Serializable {

  /**
   * Goes to its beginning.
   *
   * @throws IOException when it cannot be read
   */
  Cursor open() throws IOException;

  /** One reading of a log. Used by one thread at a time. */
  interface Cursor extends Closeable {

    /**
     * The next record; null at the end.
     *
     * @throws IOException when it cannot be read any further
     */
    @Nullable KafkaRecord<byte[], byte[]> next() throws IOException;
  }
}
