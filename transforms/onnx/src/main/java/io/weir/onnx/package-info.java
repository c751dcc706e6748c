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
 * ONNX models inside the worker's process, with ONNX Runtime.
 *
 * <p>For authors of pipelines, who give {@link io.weir.onnx.OnnxModelSource} to {@link
 * io.weir.inference.Score}, and for plain Java programs, which open {@link io.weir.onnx.OnnxModel}
 * themselves. For models with several inputs or outputs, of several types, there is {@link
 * io.weir.onnx.OnnxGraph}.
 *
 * <p>How data flows: a batch of rows is copied into a direct buffer that an input tensor covers,
 * the session writes the output into a second one, and the scores are read from there. Buffers and
 * tensors are made once and used again; each call borrows a set of its own.
 *
 * <p>ONNX Runtime unpacks its native library into a temporary folder for each class loader. Where
 * one process runs many jobs after each other, as a Flink session cluster does, put its jar on the
 * class path of the process, or unpack the library and set {@code onnxruntime.native.path}.
 */
@NullMarked
package io.weir.onnx;

import org.jspecify.annotations.NullMarked;
