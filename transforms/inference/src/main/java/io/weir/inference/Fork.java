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

import static java.util.stream.Collectors.toList;

import java.util.List;

/** Goes one of several ways, and stays on it. */
abstract class Fork implements Route {
  private final Route[] ways;

  Fork(RouteInputs inputs, List<Router> ways) {
    this.ways = ways.stream().map(way -> way.over(inputs)).collect(toList()).toArray(new Route[0]);
  }

  /** Which way a row goes: for one row always the same within a bundle. */
  abstract int way(RoutedRow row);

  @Override
  public void start(ScoringTally tally) {
    for (Route way : ways) {
      way.start(tally);
    }
  }

  @Override
  public long takesNanos(RoutedRow row) {
    return takesNanos(row, way(row));
  }

  final long takesNanos(RoutedRow row, int way) {
    return ways[way].takesNanos(row);
  }

  @Override
  public int first(RoutedRow row) {
    return ways[way(row)].first(row);
  }

  @Override
  public int after(RoutedRow row, int model, float score) {
    return ways[way(row)].after(row, model, score);
  }

  @Override
  public int shadow(RoutedRow row) {
    return ways[way(row)].shadow(row);
  }
}
