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
 * Where the fraud pipeline's input comes from when nobody else writes it. For launchers, tests and
 * training; the pipeline itself does not know this package.
 *
 * <p>{@link io.weir.pipelines.fraud.source.FraudSources} is the way in: it makes up cards,
 * terminals and fraud, or reads them from a file. In both, a transaction goes out at its own time,
 * and its label is kept aside until the time at which the investigation ends; the two are merged
 * into one sequence in the order of time.
 */
@NullMarked
package io.weir.pipelines.fraud.source;

import org.jspecify.annotations.NullMarked;
