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
 * What a graph gives, as lines of text that every runner must give alike. {@link
 * io.weir.harness.sink.Collect} writes them to a folder, {@link io.weir.harness.sink.Collected}
 * reads them there, {@link io.weir.harness.sink.Canonical} is what a test says of its elements.
 *
 * <p>An element is counted once however often a runner repeats it: in keyed state it gets its
 * number among the elements of its key, the state goes back with the rest of the job when a
 * checkpoint is restored, and of two lines with one number the one written later counts.
 */
@NullMarked
package io.weir.harness.sink;

import org.jspecify.annotations.NullMarked;
