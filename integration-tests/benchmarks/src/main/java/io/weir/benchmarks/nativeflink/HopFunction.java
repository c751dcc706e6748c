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

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * One stateful hop: puts what comes into the total order of its key (event time) or takes it as it
 * comes (on arrival), and keeps the key's history in one cell.
 *
 * <p>In event time what comes is appended to a list state, which RocksDB does without reading, and
 * all that is due at a key is taken at once: the cell is read and written once for all of it. Which
 * keys have a timer set is remembered on the heap, so that a timer is set once and not per record;
 * after a restore the memory is empty and a timer is set again, which Flink merges with the old
 * one.
 */
abstract class HopFunction<T extends Ordered, H, OutT>
    extends KeyedProcessFunction<String, T, OutT> {
  private static final long serialVersionUID = 1L;

  private final boolean eventTime;
  private final TypeSerializer<T> recordSerializer;
  private final TypeSerializer<H> historySerializer;

  @SuppressWarnings("NullAway.Init") // Flink calls open() first.
  private transient ListState<T> pending;

  @SuppressWarnings("NullAway.Init") // Flink calls open() first.
  private transient ValueState<H> history;

  @SuppressWarnings("NullAway.Init") // Flink calls open() first.
  private transient Map<String, Long> timers;

  @SuppressWarnings("NullAway.Init") // Flink calls open() first.
  private transient List<T> due;

  HopFunction(
      boolean eventTime, TypeSerializer<T> recordSerializer, TypeSerializer<H> historySerializer) {
    this.eventTime = eventTime;
    this.recordSerializer = recordSerializer;
    this.historySerializer = historySerializer;
  }

  @Override
  public void open(Configuration parameters) throws Exception {
    pending =
        getRuntimeContext().getListState(new ListStateDescriptor<>("pending", recordSerializer));
    history =
        getRuntimeContext().getState(new ValueStateDescriptor<>("history", historySerializer));
    timers = new HashMap<>();
    due = new ArrayList<>();
  }

  @Override
  public void processElement(T record, Context context, Collector<OutT> output) throws Exception {
    boolean late = record.timeMillis() <= context.timerService().currentWatermark();
    if (eventTime) {
      if (late) {
        refuse(record, context);
      } else {
        pending.add(record);
        remind(context, record.timeMillis());
      }
      return;
    }
    H known = history();
    answer(record, late, known, output);
    keep(known, context);
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<OutT> output)
      throws Exception {
    if (eventTime) {
      answerDue(context, output);
    }
    H known = history.value();
    if (known != null && expiry(known) == timestamp) {
      setExpiry(known, 0);
      evict(known, timestamp);
      keep(known, context);
    }
  }

  private void answerDue(OnTimerContext context, Collector<OutT> output) throws Exception {
    Iterable<T> waiting = pending.get();
    if (waiting == null) {
      return;
    }
    long watermark = context.timerService().currentWatermark();
    List<T> rest = new ArrayList<>();
    long next = Long.MAX_VALUE;
    for (T record : waiting) {
      if (record.timeMillis() <= watermark) {
        due.add(record);
      } else {
        rest.add(record);
        next = Math.min(next, record.timeMillis());
      }
    }
    timers.remove(context.getCurrentKey());
    if (due.isEmpty()) {
      if (!rest.isEmpty()) {
        remind(context, next);
      }
      return;
    }
    if (rest.isEmpty()) {
      pending.clear();
    } else {
      pending.update(rest);
      remind(context, next);
    }
    due.sort(Ordered.TOTAL_ORDER);
    H known = history();
    for (T record : due) {
      answer(record, false, known, output);
    }
    due.clear();
    keep(known, context);
  }

  /** Sets a timer unless the key has one that fires earlier. */
  private void remind(Context context, long time) {
    Long set = timers.get(context.getCurrentKey());
    if (set == null || time < set) {
      context.timerService().registerEventTimeTimer(time);
      timers.put(context.getCurrentKey(), time);
    }
  }

  private H history() throws Exception {
    H known = history.value();
    return known == null ? historySerializer.createInstance() : known;
  }

  /**
   * Writes the cell back. It has at most one timer, on a grid of days, which clears it when all has
   * expired and is set again when not.
   */
  private void keep(H known, Context context) throws Exception {
    if (latest(known) == Long.MIN_VALUE) {
      history.clear();
      return;
    }
    if (expiry(known) == 0) {
      long timer = Windows.expiry(latest(known), retention());
      context.timerService().registerEventTimeTimer(timer);
      setExpiry(known, timer);
    }
    history.update(known);
  }

  /** Takes one record into the history and emits what it gives. */
  abstract void answer(T record, boolean late, H known, Collector<OutT> output);

  /** What happens to a record behind the watermark where answers are in order. */
  abstract void refuse(T record, Context context);

  abstract long retention();

  /** Forgets what no record after {@code time} can need. */
  abstract void evict(H known, long time);

  /** Returns the latest time in the history, {@link Long#MIN_VALUE} if it is empty. */
  abstract long latest(H known);

  abstract long expiry(H known);

  abstract void setExpiry(H known, long millis);
}
