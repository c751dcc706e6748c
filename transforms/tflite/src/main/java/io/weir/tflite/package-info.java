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
 * TensorFlow Lite models inside the worker's process.
 *
 * <p>For authors of pipelines, who give {@link io.weir.tflite.TfliteModelSource} to {@link
 * io.weir.inference.Score}, and for plain Java programs, which open {@link
 * io.weir.tflite.TfliteModel} themselves.
 *
 * <p>How data flows: a call borrows an interpreter, which has room for the largest batch. The rows
 * are copied into a direct buffer, filled up with zeros, and from there into the input tensor; the
 * interpreter computes in the calling thread; the scores are read from a second direct buffer.
 *
 * <p>The native library comes from the jar with the classifier {@code linux-x86_64}: on another
 * platform, add the one of that platform. It is unpacked to {@code ~/.javacpp/cache} or to where
 * the system property {@code org.bytedeco.javacpp.cachedir} says, and a process loads it once.
 * Where one process runs many jobs after each other, as a Flink session cluster does, put these
 * jars on the class path of the process.
 */
@NullMarked
package io.weir.tflite;

import org.jspecify.annotations.NullMarked;
