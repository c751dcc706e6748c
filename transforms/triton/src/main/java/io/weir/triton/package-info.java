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
 * Models on a Triton server, or any other server of the open inference protocol version 2 over
 * gRPC, such as MLServer and KServe.
 *
 * <p>For authors of pipelines, who give {@link io.weir.triton.TritonModelSource} to {@link
 * io.weir.inference.Score} or to a router, and for plain Java programs, which open the model
 * themselves or read a stream of tokens with {@link io.weir.triton.StreamClient}.
 *
 * <p>How data flows: a batch of rows becomes one request with the raw little-endian bytes of one
 * tensor; the call waits for its turn among the calls of the process, goes to one of the server's
 * endpoints in turn, but for those that fail (see {@link io.weir.triton.TritonServer}), over
 * connections that all models of the process share, and its answer is checked before a score is
 * read from it. A failure is told by what is to be done about it, as {@link
 * io.weir.inference.ScoringException} says. What one endpoint fails on, another may be asked for at
 * once; nothing else is tried again here: that is for the caller, who knows how much time is left
 * and which other lane could answer.
 */
@NullMarked
package io.weir.triton;

import org.jspecify.annotations.NullMarked;
