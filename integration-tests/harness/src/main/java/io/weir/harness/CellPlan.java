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

import io.weir.harness.fault.Fault;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One combination of a test and the dimensions. */
final class CellPlan {
  private final RunnerProfile runner;
  private final Bundle bundle;
  private final Fault fault;
  private final long seed;
  private final Dimensions dimensions;
  private final RunnerProfile.@Nullable Limit limit;

  private CellPlan(
      RunnerProfile runner,
      Bundle bundle,
      Fault fault,
      long seed,
      Dimensions dimensions,
      RunnerProfile.@Nullable Limit limit) {
    this.runner = runner;
    this.bundle = bundle;
    this.fault = fault;
    this.seed = seed;
    this.dimensions = dimensions;
    this.limit = limit;
  }

  /**
   * All cells of a test on a runner.
   *
   * @param slice only a quiet run and one with a fault, chosen by the test's name
   */
  static List<CellPlan> of(
      String test,
      RunnerProfile runner,
      Dimensions dimensions,
      Set<Capability> needs,
      boolean slice) {
    List<CellPlan> cells = new ArrayList<>();
    for (long seed : seeds(dimensions)) {
      Random random = new Random(seed * 31 + test.hashCode() * 17L + runner.name().hashCode());
      List<Bundle> bundles = bundles(dimensions, runner);
      for (Bundle bundle : bundles) {
        cells.add(cell(runner, bundle, Fault.NONE, seed, dimensions, needs));
      }
      for (Fault fault : dimensions.faults()) {
        Bundle bundle = bundles.get(random.nextInt(bundles.size()));
        cells.add(cell(runner, bundle, fault, seed, dimensions, needs));
      }
      if (slice) {
        return slice(cells, random);
      }
    }
    return cells;
  }

  private static long[] seeds(Dimensions dimensions) {
    Long only = Long.getLong("weir.matrix.seed");
    return only == null ? dimensions.seeds() : new long[] {only};
  }

  private static List<CellPlan> slice(List<CellPlan> cells, Random random) {
    List<CellPlan> quiet = new ArrayList<>();
    List<CellPlan> faulty = new ArrayList<>();
    for (CellPlan cell : cells) {
      if (cell.fault == Fault.NONE) {
        quiet.add(cell);
      } else if (cell.limit == null && cell.runner.isForSlice(cell.fault)) {
        faulty.add(cell);
      }
    }
    List<CellPlan> slice = new ArrayList<>();
    slice.add(quiet.get(random.nextInt(quiet.size())));
    if (!faulty.isEmpty()) {
      slice.add(faulty.get(random.nextInt(faulty.size())));
    }
    return slice;
  }

  private static List<Bundle> bundles(Dimensions dimensions, RunnerProfile runner) {
    List<Bundle> bundles = new ArrayList<>();
    if (runner.isTranslated()) {
      return List.of(new Bundle(dimensions.bundleSizes()[0], dimensions.bundleMillis()[0]));
    }
    for (int size : dimensions.bundleSizes()) {
      for (int millis : dimensions.bundleMillis()) {
        bundles.add(new Bundle(size, millis));
        if (!runner.limitsBundleTime()) {
          break;
        }
      }
    }
    return bundles;
  }

  private static CellPlan cell(
      RunnerProfile runner,
      Bundle bundle,
      Fault fault,
      long seed,
      Dimensions dimensions,
      Set<Capability> needs) {
    Set<Capability> all = new LinkedHashSet<>(needs);
    all.addAll(Capability.of(fault));
    RunnerProfile.Limit limit = null;
    for (Capability capability : all) {
      RunnerProfile.Limit found = runner.limit(capability);
      // One that cannot even be tried comes before one that can.
      if (found != null && (limit == null || limit.isTried())) {
        limit = found;
      }
    }
    return new CellPlan(runner, bundle, fault, seed, dimensions, limit);
  }

  RunnerProfile runner() {
    return runner;
  }

  Bundle bundle() {
    return bundle;
  }

  Fault fault() {
    return fault;
  }

  long seed() {
    return seed;
  }

  Dimensions dimensions() {
    return dimensions;
  }

  /** Why the runner cannot do what this needs; null if it can. */
  RunnerProfile.@Nullable Limit limit() {
    return limit;
  }

  /** Whether it is run: the runner can, or it is to be seen whether it still cannot. */
  boolean isRun() {
    return limit == null || limit.isTried();
  }

  @Override
  public String toString() {
    return runner.name() + ", bundle " + bundle + ", " + fault + ", seed " + seed;
  }
}
