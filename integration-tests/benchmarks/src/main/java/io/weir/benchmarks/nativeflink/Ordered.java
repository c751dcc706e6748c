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

import java.util.Comparator;

/** What the total order at a key looks at: time, labels before payments, sequence, id. */
interface Ordered {
  Comparator<Ordered> TOTAL_ORDER =
      Comparator.comparingLong(Ordered::timeMillis)
          .thenComparingInt(Ordered::rank)
          .thenComparingLong(Ordered::sequence)
          .thenComparing(Ordered::eventId);

  /** Event time, in milliseconds since the epoch. */
  long timeMillis();

  /** 0 for a label, 1 for a payment. */
  int rank();

  /** The producer's number. */
  long sequence();

  /** The payment's id. */
  String eventId();
}
