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
package io.weir.launcher.history;

import io.weir.pipelines.Application;
import io.weir.pipelines.EventSource;
import io.weir.pipelines.InvalidSettingException;
import io.weir.pipelines.SourceEvent;
import io.weir.streams.WallClock;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/** What must be known of a file of history before it is used. Immutable. */
final class FileRows {
  /** A time further ahead is a mistake, and must not become the end of history. */
  private static final long FAR_FUTURE_MILLIS = Duration.ofDays(1).toMillis();

  private final long readable;
  private final long unreadable;
  private final long lastMillis;
  private final Set<String> lastIds;

  private FileRows(long readable, long unreadable, long lastMillis, Set<String> lastIds) {
    this.readable = readable;
    this.unreadable = unreadable;
    this.lastMillis = lastMillis;
    this.lastIds = lastIds;
  }

  /**
   * Reads a file.
   *
   * @param withinMillis so close to its end an event's id is kept
   * @throws InvalidSettingException if it cannot be read, or has no event: one line
   */
  static FileRows read(Application application, String file, long withinMillis) {
    long latestMillis = WallClock.millis() + FAR_FUTURE_MILLIS;
    long readable = 0;
    long unreadable = 0;
    long last = Long.MIN_VALUE;
    Deque<Row> rows = new ArrayDeque<>();
    try (EventSource source = application.history(file)) {
      for (SourceEvent event = source.next(); event != null; event = source.next()) {
        if (!event.primary()) {
          continue;
        }
        String id = application.eventId(event.topic(), event.value());
        if (id == null || event.sourceTimeMillis() > latestMillis) {
          unreadable++;
          continue;
        }
        readable++;
        last = Math.max(last, event.sourceTimeMillis());
        rows.add(new Row(id, event.sourceTimeMillis()));
        while (rows.element().timeMillis <= last - withinMillis) {
          rows.remove();
          if (rows.isEmpty()) {
            break;
          }
        }
      }
    } catch (IOException e) {
      throw new InvalidSettingException(String.valueOf(e.getMessage()), e);
    }
    if (readable == 0) {
      throw new InvalidSettingException(
          "--warm-up-from is "
              + file
              + ", which has no row that can be read"
              + (unreadable == 0 ? "" : "; " + unreadable + " cannot be"));
    }
    Set<String> ids = new HashSet<>();
    for (Row row : rows) {
      ids.add(row.eventId);
    }
    return new FileRows(readable, unreadable, last, Set.copyOf(ids));
  }

  /** How many events it has. */
  long readable() {
    return readable;
  }

  /** How many rows are none. */
  long unreadable() {
    return unreadable;
  }

  /** The latest time of an event. */
  long lastMillis() {
    return lastMillis;
  }

  /** The events of its end, for which a topic may have repeats that do not look like history. */
  Set<String> lastIds() {
    return lastIds;
  }

  private static final class Row {
    final String eventId;
    final long timeMillis;

    Row(String eventId, long timeMillis) {
      this.eventId = eventId;
      this.timeMillis = timeMillis;
    }
  }
}
