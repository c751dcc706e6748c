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
package io.weir.runner.spark;

import static java.util.Objects.requireNonNull;

import io.weir.pipelines.Application;
import io.weir.pipelines.Applications;
import org.jspecify.annotations.Nullable;

/**
 * An action in the form that {@code weir run --output} writes, but without the time at which it was
 * scored: two runs over one file give the same lines.
 */
final class ActionLineFn extends LineFn {
  private static final long serialVersionUID = 1L;
  private static final long NO_TIME = -1;

  private final String name;
  private transient @Nullable Application application;

  ActionLineFn(String name) {
    this.name = name;
  }

  /** Finds the application. */
  @Setup
  public void setup() {
    application = Applications.named("pipeline", name);
  }

  @Override
  String line(byte[] value) {
    return requireNonNull(application, "application").action(value).toJson(NO_TIME);
  }
}
