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
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The share in a file, as it was when it was last read and good. One thread reads, many ask. */
final class WatchedShare {
  private static final Logger LOG = LoggerFactory.getLogger(WatchedShare.class);

  /** Reads the share that stands in a file. */
  interface Reader {
    double read(String location) throws IOException;
  }

  private final String location;
  private final Reader reader;
  private final LongSupplier clock;
  private final AtomicLong refused = new AtomicLong();
  private volatile double share;
  private volatile long askedNanos;
  private volatile boolean retired;

  /** What is wrong with the file, which is logged once; for the reading thread. */
  private @Nullable String complaint;

  WatchedShare(String location, double first, Reader reader, LongSupplier clock) {
    this.location = location;
    this.share = first;
    this.reader = reader;
    this.clock = clock;
    this.askedNanos = clock.getAsLong();
  }

  double share() {
    askedNanos = clock.getAsLong();
    return share;
  }

  /** How many readings were refused since this was asked last. */
  long takeRefused() {
    return refused.get() == 0 ? 0 : refused.getAndSet(0);
  }

  /** Reads the file. */
  void refresh() {
    try {
      double read = reader.read(location);
      if (read != share || complaint != null) {
        LOG.info("The share in {} is {}", location, read);
      }
      share = read;
      complaint = null;
    } catch (IOException | RuntimeException e) {
      refused.incrementAndGet();
      String wrong = String.valueOf(e.getMessage());
      if (!wrong.equals(complaint)) {
        LOG.warn("The share in {} stays {}: {}", location, share, wrong);
      }
      complaint = wrong;
    }
  }

  /** Retires if nobody has asked for so long. */
  boolean retireAfter(long idleNanos) {
    if (clock.getAsLong() - askedNanos > idleNanos) {
      retired = true;
    }
    return retired;
  }

  /** Whether it is read no more. */
  boolean isRetired() {
    return retired;
  }
}
