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
 * Beam's Flink runner for the launcher, on a Flink inside this process.
 *
 * <p>Found by name. {@link io.weir.runner.flink.local.FlinkLocalRunner} sets Beam's options; {@code
 * EmbeddedFlink} is the cluster, with the settings that Beam has no options for; {@code
 * EmbeddedEnvironment} makes Beam's translation submit to it.
 */
@NullMarked
package io.weir.runner.flink.local;

import org.jspecify.annotations.NullMarked;
