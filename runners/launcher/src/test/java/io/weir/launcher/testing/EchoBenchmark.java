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
package io.weir.launcher.testing;

import io.weir.launcher.Benchmark;
import io.weir.launcher.Result;
import java.util.List;

/** One case that meets its target, and one that this machine cannot show. */
public final class EchoBenchmark implements Benchmark {

  @Override
  public String name() {
    return "echo";
  }

  @Override
  public String description() {
    return "nothing beside nothing";
  }

  @Override
  public List<Result> run(Options options) {
    return List.of(
        Result.beside("echo", "fast", 8, 10, "events/s", 0.8, 0.1, 0.7),
        Result.within("echo", "slow", 30, 20, "ms (bound)", 1).undecided("two cores only"));
  }
}
