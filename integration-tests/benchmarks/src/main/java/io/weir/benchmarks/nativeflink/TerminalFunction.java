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

import io.weir.proto.v1.DeadLetter;
import io.weir.proto.v1.Reason;
import io.weir.proto.v1.Stage;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.metrics.Counter;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/** The terminal hop: drops repeats, joins labels, counts payments and frauds. */
final class TerminalFunction extends HopFunction<FraudRecord, TerminalHistory, CardPayment> {
  private static final long serialVersionUID = 1L;

  private final boolean eventTime;
  private final long deduplicateWithin;
  private final OutputTag<DeadLetter> refused;

  @SuppressWarnings("NullAway.Init") // Flink calls open() first.
  private transient Counter duplicates;

  @SuppressWarnings("NullAway.Init") // Flink calls open() first.
  private transient Counter droppedLabels;

  TerminalFunction(boolean eventTime, long deduplicateWithin, OutputTag<DeadLetter> refused) {
    super(eventTime, FraudRecordSerializer.INSTANCE, TerminalHistorySerializer.INSTANCE);
    this.eventTime = eventTime;
    this.deduplicateWithin = deduplicateWithin;
    this.refused = refused;
  }

  @Override
  public void open(Configuration parameters) throws Exception {
    super.open(parameters);
    duplicates = getRuntimeContext().getMetricGroup().counter("duplicates");
    droppedLabels = getRuntimeContext().getMetricGroup().counter("droppedLabels");
  }

  @Override
  void answer(
      FraudRecord record, boolean late, TerminalHistory known, Collector<CardPayment> output) {
    long id = Vector.fingerprint(record.eventId);
    if (record.isLabel()) {
      if (!known.label(record.paymentTimeMillis, id, record.fraud, record.timeMillis)) {
        droppedLabels.inc();
      }
      return;
    }
    if (!known.add(record.timeMillis, id, deduplicateWithin)) {
      duplicates.inc();
      return;
    }
    int[] counts = known.counts(record.timeMillis);
    evict(known, known.latest());
    output.collect(CardPayment.of(record, late, counts));
  }

  @Override
  void refuse(FraudRecord record, Context context) {
    String detail = "event time " + record.timeMillis + " is behind the watermark";
    context.output(refused, Refusals.of(record, Stage.ORDER, Reason.LATE, detail));
  }

  @Override
  long retention() {
    return Windows.TERMINAL_RETENTION;
  }

  @Override
  void evict(TerminalHistory known, long time) {
    known.evict(time - Windows.TERMINAL_RETENTION - Windows.slack(eventTime));
  }

  @Override
  long latest(TerminalHistory known) {
    return known.latest();
  }

  @Override
  long expiry(TerminalHistory known) {
    return known.expiryMillis;
  }

  @Override
  void setExpiry(TerminalHistory known, long millis) {
    known.expiryMillis = millis;
  }
}
