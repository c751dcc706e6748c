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
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/** Takes control and refused records out of the stream, chained to the source. */
final class SplitFunction extends ProcessFunction<FraudRecord, FraudRecord> {
  private static final long serialVersionUID = 1L;

  @Override
  public void processElement(FraudRecord record, Context context, Collector<FraudRecord> output)
      throws Exception {
    if (record.kind == FraudRecord.PAYMENT || record.kind == FraudRecord.LABEL) {
      output.collect(record);
    } else if (record.kind == FraudRecord.REFUSED) {
      context.output(FraudTypes.REFUSED, DeadLetter.parseFrom(record.deadLetter));
    }
  }
}
