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

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * How many rows a batch of one model should have, found by trying: one for all workers of a
 * process. Safe for use by several threads; reads no clock.
 *
 * <p>Sixteen full batches of one size are a measurement of it, in rows a second of a call. A
 * quarter more is tried, and kept if it gives at least a fiftieth more; a quarter less, and kept if
 * it loses less than that. When neither is better the size rests for sixteen measurements. Two
 * calls over the latency budget within sixteen end a trial of more; without one, the size falls in
 * proportion to how far they were over, by a tenth at least and a half at most. Growing by trying
 * and falling by a factor are those of Clipper (D. Crankshaw et al., NSDI 2017, section 4.3.1),
 * which watches the latency alone; that throughput decides too is hill climbing.
 */
final class BatchSizer {
  private static final ConcurrentMap<String, BatchSizer> OF_PROCESS = new ConcurrentHashMap<>();

  private static final int CALLS = 16;
  private static final int OVER_BUDGET = 2;
  private static final int REST = 16;
  private static final double STEP = 1.25;
  private static final double WORTH_IT = 0.02;

  private final int least;
  private final int most;
  private final long budgetNanos;
  private volatile int size;

  private long rows;
  private long nanos;
  private int full;
  private int calls;
  private int over;
  private long overNanos;

  /** The size to which an unsuccessful trial goes back, and its rows a nanosecond. */
  private int base;

  private double baseRate;
  private boolean trying;
  private boolean growing = true;
  private int inVain;
  private int rest;

  BatchSizer(AdaptiveBatch settings) {
    this.least = settings.least;
    this.most = settings.most;
    this.budgetNanos = settings.latencyBudget.toNanos();
    this.size = least;
    this.base = least;
  }

  /** The one that all workers of the process share; null if the size of batches is fixed. */
  static @Nullable BatchSizer of(RoutedModel routed) {
    AdaptiveBatch settings = routed.adaptiveBatch();
    if (settings == null) {
      return null;
    }
    String key = routed.name() + "\n" + routed.source().id() + "\n" + settings;
    return OF_PROCESS.computeIfAbsent(key, unused -> new BatchSizer(settings));
  }

  /** The size for the next batch. */
  int size() {
    return size;
  }

  /** A call ended, with an answer or because its time was over. */
  synchronized void completed(int batchRows, long callNanos) {
    if (batchRows > size) {
      // Sent before the size fell.
      return;
    }
    calls++;
    if (callNanos > budgetNanos) {
      over++;
      overNanos += callNanos;
      if (over >= OVER_BUDGET) {
        keepBudget();
        return;
      }
    }
    if (batchRows == size) {
      rows += batchRows;
      nanos += callNanos;
      full++;
    }
    if (full >= CALLS) {
      double rate = (double) rows / Math.max(1, nanos);
      if (trying) {
        judge(rate);
      } else {
        baseRate = rate;
        tryAnother();
      }
    } else if (calls >= 2 * CALLS) {
      // Few full batches: the latency is watched all the same.
      forgetLatency();
    }
  }

  private void keepBudget() {
    if (trying && growing) {
      turnBack();
      return;
    }
    double share = (double) budgetNanos * over / overNanos;
    double factor = Math.max(0.5, Math.min(0.9, share));
    trying = false;
    growing = true;
    inVain = 0;
    rest = REST;
    become(Math.max(least, (int) (size * factor)));
  }

  private void tryAnother() {
    if (rest > 0) {
      rest--;
      become(size);
      return;
    }
    if (next() == size) {
      growing = !growing;
    }
    base = size;
    trying = next() != size;
    become(next());
  }

  private void judge(double rate) {
    boolean better = growing ? rate > baseRate * (1 + WORTH_IT) : rate >= baseRate * (1 - WORTH_IT);
    if (!better) {
      turnBack();
      return;
    }
    base = size;
    baseRate = rate;
    inVain = 0;
    if (next() == size) {
      trying = false;
      growing = !growing;
      rest = REST;
    }
    become(next(trying));
  }

  private int next(boolean another) {
    return another ? next() : size;
  }

  private int next() {
    return growing
        ? (int) Math.min(most, Math.max(size + 1L, Math.round(size * STEP)))
        : (int) Math.max(least, Math.min(size - 1L, Math.round(size / STEP)));
  }

  private void turnBack() {
    trying = false;
    growing = !growing;
    inVain++;
    if (inVain >= 2) {
      inVain = 0;
      rest = REST;
    }
    become(base);
  }

  private void become(int next) {
    size = next;
    rows = 0;
    nanos = 0;
    full = 0;
    forgetLatency();
  }

  private void forgetLatency() {
    calls = 0;
    over = 0;
    overNanos = 0;
  }
}
