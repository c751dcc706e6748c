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

import java.io.Serializable;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;

/**
 * Keeps topics that are read together close in event time: a reader whose watermark is further
 * ahead of the slowest than the drift reads on only when that one has caught up.
 *
 * <p>Without it a topic of small records runs ahead of one of large records, because runners share
 * out their buffers by bytes, and all that is ahead lies in state. What is computed does not depend
 * on it. It works among the readers of one process, which the splits of several sources usually
 * share; where they do not, it does nothing. A slowest reader that has not moved for {@value
 * #PATIENCE_MILLIS} ms is waited for no longer.
 *
 * <pre>{@code
 * ReadAlignment alignment = ReadAlignment.within(Duration.ofDays(1));
 * pipeline.apply("payments", readPayments.alignedWith(alignment));
 * pipeline.apply("labels", readLabels.alignedWith(alignment));
 * }</pre>
 */
public final class ReadAlignment implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final long PATIENCE_MILLIS = 2_000;
  private static final ConcurrentHashMap<String, Set<Member>> GROUPS = new ConcurrentHashMap<>();

  private final String group;
  private final long driftMillis;

  private ReadAlignment(String group, long driftMillis) {
    this.group = group;
    this.driftMillis = driftMillis;
  }

  /**
   * A group of its own, for the sources of one pipeline.
   *
   * @param drift how far ahead in event time a reader may be, above 0
   * @throws IllegalArgumentException if it is not
   */
  public static ReadAlignment within(Duration drift) {
    if (drift.isNegative() || drift.isZero()) {
      throw new IllegalArgumentException("drift must be above 0, but is " + drift);
    }
    return new ReadAlignment(UUID.randomUUID().toString(), drift.toMillis());
  }

  /** Takes part, until the member is closed. */
  Member join() {
    Member member = new Member();
    GROUPS.computeIfAbsent(group, name -> ConcurrentHashMap.newKeySet()).add(member);
    return member;
  }

  /** One reader. Its methods are called by that reader's thread. */
  final class Member implements AutoCloseable {
    private volatile long watermarkMillis = BoundedWindow.TIMESTAMP_MIN_VALUE.getMillis();
    private long slowestMillis = watermarkMillis;
    private long slowestSinceNanos = System.nanoTime();

    private Member() {}

    /** Whether a reader at that watermark may read on now. */
    boolean mayRead(long ownWatermarkMillis) {
      watermarkMillis = ownWatermarkMillis;
      long slowest = slowest();
      if (slowest != slowestMillis) {
        slowestMillis = slowest;
        slowestSinceNanos = System.nanoTime();
      }
      return ownWatermarkMillis - driftMillis <= slowest
          || System.nanoTime() - slowestSinceNanos > PATIENCE_MILLIS * 1_000_000;
    }

    private long slowest() {
      long slowest = Long.MAX_VALUE;
      for (Member member : GROUPS.getOrDefault(group, Set.of())) {
        slowest = Math.min(slowest, member.watermarkMillis);
      }
      return slowest;
    }

    @Override
    public void close() {
      GROUPS.computeIfPresent(
          group,
          (name, members) -> {
            members.remove(this);
            return members.isEmpty() ? null : members;
          });
    }
  }
}
