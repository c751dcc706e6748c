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
 * One run of a pipeline on this machine, from the first check to the summary.
 *
 * <p>Runner modules implement {@link io.weir.launcher.run.LocalRunner} and {@link
 * io.weir.launcher.run.RunningPipeline}.
 */
@NullMarked
package io.weir.launcher.run;

import org.jspecify.annotations.NullMarked;
