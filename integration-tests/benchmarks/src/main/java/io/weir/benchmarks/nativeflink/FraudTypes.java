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
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.util.OutputTag;

/** What flows between the operators. Types without a serialiser never cross a network buffer. */
final class FraudTypes {
  static final TypeInformation<FraudRecord> RECORD =
      new HandWrittenType<>(FraudRecord.class, FraudRecordSerializer.INSTANCE);
  static final TypeInformation<CardPayment> PAYMENT =
      new HandWrittenType<>(CardPayment.class, CardPaymentSerializer.INSTANCE);
  static final TypeInformation<ScoredPayment> SCORED =
      new HandWrittenType<>(ScoredPayment.class, new ChainedOnlySerializer<>("ScoredPayment"));
  static final TypeInformation<DeadLetter> DEAD_LETTER =
      new HandWrittenType<>(DeadLetter.class, new DeadLetterSerializer());

  /** What is refused, from any operator. */
  static final OutputTag<DeadLetter> REFUSED = new OutputTag<>("refused", DEAD_LETTER);

  private FraudTypes() {}
}
