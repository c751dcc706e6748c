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
package io.weir.launcher;

import java.util.List;

/** A measurement beside its peer. Found by {@code ServiceLoader}. */
public interface Benchmark {

  /** The name by which it is chosen, such as {@code throughput}. */
  String name();

  /** One line that says what is measured beside what. */
  String description();

  /**
   * Measures. Says on standard error what it is doing; standard output is not its own.
   *
   * @throws Exception when it cannot be measured
   */
  List<Result> run(Options options) throws Exception;

  /** What a benchmark is told. */
  final class Options {
    private final int pairs;

    /** Runs of ours and the peer's, alternating: so many pairs; 0 is the benchmark's own. */
    public Options(int pairs) {
      if (pairs < 0) {
        throw new IllegalArgumentException("--pairs is " + pairs + ", must not be negative");
      }
      this.pairs = pairs;
    }

    /** How many alternating pairs are run, where {@code usual} is the benchmark's own number. */
    public int pairsOr(int usual) {
      return pairs == 0 ? usual : pairs;
    }
  }
}
