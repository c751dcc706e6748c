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
package io.weir.pipelines.fraud.source;

import java.util.SplittableRandom;

/**
 * Draws from the distributions that the simulation needs, equal on every machine for an equal seed:
 * {@link StrictMath} has no freedom in its last bit.
 */
final class Draws {
  private final SplittableRandom random;
  private double spareGaussian = Double.NaN;

  Draws(SplittableRandom random) {
    this.random = random;
  }

  /** Uniform in {@code [low, high)}. */
  double uniform(double low, double high) {
    return low + (high - low) * random.nextDouble();
  }

  /** Uniform among {@code 0 .. bound - 1}. */
  int index(int bound) {
    return random.nextInt(bound);
  }

  /** Uniform in {@code [low, high)}. */
  long whole(long low, long high) {
    return random.nextLong(low, high);
  }

  boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  /** Normally distributed, by Marsaglia's polar method (SIAM Review 6, 1964). */
  double gaussian(double mean, double deviation) {
    if (!Double.isNaN(spareGaussian)) {
      double spare = spareGaussian;
      spareGaussian = Double.NaN;
      return mean + deviation * spare;
    }
    double x;
    double y;
    double square;
    do {
      x = uniform(-1, 1);
      y = uniform(-1, 1);
      square = x * x + y * y;
    } while (square >= 1 || square == 0);
    double factor = StrictMath.sqrt(-2 * StrictMath.log(square) / square);
    spareGaussian = y * factor;
    return mean + deviation * x * factor;
  }

  /** Poisson distributed, by multiplying uniform draws (Knuth): for small means. */
  int poisson(double mean) {
    double limit = StrictMath.exp(-mean);
    int count = 0;
    for (double product = random.nextDouble(); product > limit; product *= random.nextDouble()) {
      count++;
    }
    return count;
  }

  /**
   * As many draws as asked for, uniform in {@code [low, high)} each, but one from every equal part
   * of the range: their mean hardly differs between two seeds.
   */
  double[] stratified(int count, double low, double high) {
    double[] draws = new double[count];
    for (int part = 0; part < count; part++) {
      draws[part] = low + (high - low) * (part + random.nextDouble()) / count;
    }
    for (int last = count - 1; last > 0; last--) {
      int other = random.nextInt(last + 1);
      double moved = draws[last];
      draws[last] = draws[other];
      draws[other] = moved;
    }
    return draws;
  }
}
