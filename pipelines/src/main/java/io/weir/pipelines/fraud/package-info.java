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
 * Card fraud: every payment is scored while it happens.
 *
 * <p>A transaction is decoded ({@code TransactionFormat}), gets the features of its terminal and
 * then of its card ({@link io.weir.pipelines.fraud.FraudFeatures}), is scored, and leaves as an
 * action: pass, review or block. Labels of investigations join the terminal's features. The whole
 * graph stands in {@link io.weir.pipelines.fraud.FraudPipeline}; a launcher comes in through {@link
 * io.weir.pipelines.fraud.FraudApplication}.
 */
@NullMarked
package io.weir.pipelines.fraud;

import org.jspecify.annotations.NullMarked;
