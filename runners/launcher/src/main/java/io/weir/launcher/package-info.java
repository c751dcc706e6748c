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
 * The command line, for people and for scripts.
 *
 * <p>{@link io.weir.launcher.Weir} is the entry point; each verb is a command class beside it and
 * does its work through the packages below: {@code run} for a pipeline on this machine with {@code
 * kafka}, {@code feed}, {@code watch} and {@code page} as its parts. No runner is known in here:
 * they come through {@link io.weir.launcher.run.LocalRunner}.
 */
@NullMarked
package io.weir.launcher;

import org.jspecify.annotations.NullMarked;
