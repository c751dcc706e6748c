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

import java.io.IOException;
import java.io.Serializable;

/**
 * Where a model comes from: a small value, made and checked when the graph is built, that travels
 * to the workers and opens the model there.
 *
 * <p>Workers share: use {@link SharedModels} rather than calling {@link #open()} for each use.
 */
public interface ModelSource extends Serializable {

  /**
   * The key under which a process shares one instance: equal for two sources only if their models
   * are the same to the last byte (engine, name, version and content hash).
   */
  String id();

  /** What the model is and takes, known without opening it. */
  ModelDescription description();

  /**
   * Opens a new instance, which the caller closes.
   *
   * @throws IOException if the model's bytes could not be read; trying again may help
   * @throws InvalidModelException if they are not the model that was described; trying again does
   *     not help
   */
  Model open() throws IOException;
}
