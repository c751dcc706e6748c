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
package io.weir.pipelines;

import io.weir.streams.RecordLog;
import java.io.IOException;
import java.io.Serializable;
import org.apache.beam.sdk.io.kafka.KafkaRecord;
import org.jspecify.annotations.Nullable;

/** What an {@link EventSource} has for one topic, as records of it that nobody had to write. */
public final class SourceLog implements RecordLog {
  private static final long serialVersionUID = 1L;

  private final Opener opener;
  private final String topic;
  private final long appendMillis;

  /**
   * The records of one topic.
   *
   * @param topic its name in the manifest
   * @param appendMillis when they are taken to have been written: one whose time is more than a day
   *     later is not believed
   */
  public SourceLog(Opener opener, String topic, long appendMillis) {
    this.opener = opener;
    this.topic = topic;
    this.appendMillis = appendMillis;
  }

  @Override
  public Cursor open() throws IOException {
    EventSource source = opener.open();
    return new Cursor() {
      private long offset;

      @Override
      public @Nullable KafkaRecord<byte[], byte[]> next() throws IOException {
        for (SourceEvent event = source.next(); event != null; event = source.next()) {
          if (event.topic().equals(topic)) {
            return event.asRecord("", offset++, appendMillis);
          }
        }
        return null;
      }

      @Override
      public void close() throws IOException {
        source.close();
      }
    };
  }

  /** Opens the source anew. */
  public interface Opener extends Serializable {
    /**
     * The source at its beginning.
     *
     * @throws IOException when it cannot be read
     */
    EventSource open() throws IOException;
  }
}
