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
 * A job graph as text, for those whose pipelines live longer than a release: what a runner keeps
 * between two releases (state, timers, buffered elements, the positions of sources) it keeps under
 * the names of the steps and in the bytes of their coders.
 *
 * <p>{@link io.weir.harness.graph.JobGraph} reads a pipeline, on whatever runner, and writes one
 * line per step. {@link io.weir.harness.graph.GoldenGraph} compares it with a file in version
 * control, so that nobody changes a name or a coder without seeing it. {@link
 * io.weir.harness.graph.GraphUpdate} says whether one graph can take over what another has kept.
 */
@NullMarked
package io.weir.harness.graph;

import org.jspecify.annotations.NullMarked;
