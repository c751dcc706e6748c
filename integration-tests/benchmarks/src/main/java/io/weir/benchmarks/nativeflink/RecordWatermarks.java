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

import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;

/**
 * The watermark of one partition: the largest time of the records that passed every check, less the
 * out-of-orderness. Flink's watermark says that its own millisecond is complete, hence one less.
 */
final class RecordWatermarks implements WatermarkGenerator<FraudRecord> {
  private final long maxOutOfOrderness;
  private long largest = Long.MIN_VALUE;

  RecordWatermarks(long maxOutOfOrderness) {
    this.maxOutOfOrderness = maxOutOfOrderness;
  }

  @Override
  public void onEvent(FraudRecord record, long timestamp, WatermarkOutput output) {
    if (record.kind != FraudRecord.REFUSED && record.timeMillis > largest) {
      largest = record.timeMillis;
    }
  }

  @Override
  public void onPeriodicEmit(WatermarkOutput output) {
    if (largest >= InputRecords.END_OF_TIME) {
      output.emitWatermark(Watermark.MAX_WATERMARK);
    } else if (largest != Long.MIN_VALUE) {
      output.emitWatermark(new Watermark(largest - maxOutOfOrderness - 1));
    }
  }
}
