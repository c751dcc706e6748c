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
 * Features over event time: for whoever needs counts, means and label rates per entity, in a stream
 * or in a backfill, with the same numbers in both.
 *
 * <p>A {@link io.weir.features.FeatureSet} declares the features. A pipeline turns its events and
 * labels into {@link io.weir.features.Observation observations}, keyed by the first entity, and
 * applies {@link io.weir.features.ComputeFeatures}: each entity is one hop, a stateful step that
 * adds its features to the vector and passes the event on under the next entity's key. What comes
 * out holds the whole vector. One compact state cell per key and hop holds the history; the
 * arithmetic below the steps knows no engine.
 */
@NullMarked
package io.weir.features;

import org.jspecify.annotations.NullMarked;
