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
 * The applications, and the seam through which a launcher runs any of them.
 *
 * <p>A launcher finds an {@link io.weir.pipelines.Application} by name, creates the topics of its
 * {@link io.weir.pipelines.TopicManifest}, feeds them from an {@link io.weir.pipelines.EventSource}
 * (a simulator or a file), builds the graph from {@link io.weir.pipelines.WeirOptions}, and reads
 * the answers back through {@link io.weir.pipelines.ActionView}. No runner is known in here.
 */
@NullMarked
package io.weir.pipelines;

import org.jspecify.annotations.NullMarked;
