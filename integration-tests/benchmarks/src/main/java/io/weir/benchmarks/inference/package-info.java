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
 * How fast the scoring step is beside the engines that it drives.
 *
 * <p>For whoever changes {@code transforms/inference} or an engine. {@link
 * io.weir.benchmarks.inference.InferenceBenchmark} takes the DoFn out of a {@code Score}, drives it
 * with elements from memory as a runner would, and lets it take turns with the bare engine: a loop
 * over an ONNX Runtime session, or NVIDIA's perf_analyzer on the same Triton.
 */
@NullMarked
package io.weir.benchmarks.inference;

import org.jspecify.annotations.NullMarked;
