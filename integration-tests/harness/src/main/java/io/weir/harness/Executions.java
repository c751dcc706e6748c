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
package io.weir.harness;

import io.weir.harness.execution.Execution;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

/** The ways to run a graph that are on the class path. */
final class Executions {
  private Executions() {}

  /**
   * Finds one by its name.
   *
   * @throws IllegalStateException if it is not there
   */
  static Execution named(String name) {
    List<String> names = new ArrayList<>();
    for (Execution execution : ServiceLoader.load(Execution.class)) {
      if (execution.name().equals(name)) {
        return execution;
      }
      names.add(execution.name());
    }
    throw new IllegalStateException("there is no execution " + name + " among " + names);
  }
}
