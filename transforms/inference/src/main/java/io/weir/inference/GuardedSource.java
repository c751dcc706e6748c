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
package io.weir.inference;

import java.util.Objects;

/** A model source whose model is asked with {@link Resilience}. */
final class GuardedSource implements ModelSource {
  private static final long serialVersionUID = 1L;

  private final ModelSource source;
  private final Resilience resilience;

  GuardedSource(ModelSource source, Resilience resilience) {
    this.source = source;
    this.resilience = Objects.requireNonNull(resilience, "resilience");
  }

  @Override
  public String id() {
    return source.id() + ", " + resilience;
  }

  @Override
  public ModelDescription description() {
    return source.description();
  }

  @Override
  public Model open() {
    return new GuardedModel(source, resilience);
  }
}
