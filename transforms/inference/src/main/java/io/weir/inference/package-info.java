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
 * Scoring with any model: what a model is, where it comes from, and how a pipeline calls it.
 *
 * <p>For authors of pipelines, who apply {@link io.weir.inference.Score}, and for authors of
 * engines, who implement {@link io.weir.inference.Model} and {@link io.weir.inference.ModelSource}.
 * This package knows no engine.
 *
 * <p>How data flows: a {@link io.weir.inference.ModelFolder} is read when the graph is built and
 * gives a checked {@link io.weir.inference.ModelManifest}; an engine's {@code ModelSource} carries
 * it to the workers. There {@link io.weir.inference.SharedModels} opens each model once per
 * process. {@code Score} collects the rows of a bundle, asks the models that a {@link
 * io.weir.inference.Routing} names, in batches, and gives for every element either a {@link
 * io.weir.inference.Prediction} or a {@link io.weir.inference.ScoringFailure}, in the order in
 * which the elements came.
 *
 * <p>A {@link io.weir.inference.FollowedModel} is a source whose folder may change while the
 * pipeline runs: what it holds takes over between two bundles, if it stands its test.
 */
@NullMarked
package io.weir.inference;

import org.jspecify.annotations.NullMarked;
