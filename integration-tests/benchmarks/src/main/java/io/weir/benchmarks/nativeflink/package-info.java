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

/**
 * The fraud pipeline written by hand on Flink's DataStream API: the peer that the throughput
 * benchmark measures ours against. For whoever wants to know what a portable pipeline costs;
 * nothing else uses it.
 *
 * <p>It has the same promises as ours: the same features bit for bit, the same bounds of state, of
 * deduplication and of out-of-orderness, at-least-once delivery, dead letters for what cannot be
 * scored. It shares with ours only what both would use anyway: the messages and the model. Records
 * flow from the two sources ({@link FraudRecord}) to the terminal hop, on to the card hop ({@link
 * CardPayment}), then, chained to it, to the scoring operator and the sink ({@link ScoredPayment}).
 */
@NullMarked
package io.weir.benchmarks.nativeflink;

import org.jspecify.annotations.NullMarked;
