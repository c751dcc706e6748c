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
 * Models behind HTTP servers: TensorFlow Serving's REST interface, OpenAI-compatible chat servers
 * and plain JSON services.
 *
 * <p>For authors of pipelines, who give {@link io.weir.http.TensorFlowServing}, {@link
 * io.weir.http.JsonEndpoint} or {@link io.weir.http.ChatModelSource} to {@link
 * io.weir.inference.Score}, and for those who classify texts with {@link
 * io.weir.http.ChatClassifier}. All of them reach their server through a {@link
 * io.weir.http.HttpEndpoint}.
 *
 * <p>How data flows: a source is a value that is checked when the graph is built and contacts
 * nobody. A worker opens it: the server is asked once, within a bounded time, whether it serves
 * what the source describes. Each batch is then one request. It waits until fewer than the
 * endpoint's limit are in flight, goes over a connection that is kept alive, and its answer is read
 * up to a bounded size. One deadline covers all of that, and a cancelled future breaks the exchange
 * off. Nothing is tried again here; what is to be done about a failure is said by the kind of the
 * {@link io.weir.inference.ScoringException}.
 */
@NullMarked
package io.weir.http;

import org.jspecify.annotations.NullMarked;
