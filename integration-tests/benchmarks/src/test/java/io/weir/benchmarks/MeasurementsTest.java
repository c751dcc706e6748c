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

package io.weir.benchmarks;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import org.junit.Test;

public final class MeasurementsTest {

  @Test
  public void theRatioIsTheMedianOfThePairsAndNotOfTheMedians() {
    Measurements measurements = new Measurements();
    measurements.add(10, 20);
    measurements.add(30, 40);
    measurements.add(90, 100);
    assertThat(measurements.ratio(), is(0.75));
    assertThat(measurements.ours(), is(30.0));
    assertThat(measurements.peer(), is(40.0));
    assertThat(measurements.smallestRatio(), is(0.5));
    assertThat(measurements.largestRatio(), is(0.9));
  }

  @Test
  public void theMedianOfAnEvenNumberLiesBetweenTheMiddleTwo() {
    Measurements measurements = new Measurements();
    measurements.add(1, 2);
    measurements.add(3, 4);
    assertThat(measurements.ratio(), is(0.625));
  }

  @Test
  public void theDifferenceIsTheMedianOfThePairs() {
    Measurements measurements = new Measurements();
    measurements.add(1200, 1000);
    measurements.add(1500, 1400);
    measurements.add(1000, 700);
    assertThat(measurements.difference(), is(200.0));
    assertThat(measurements.differenceSpread(), is(200.0));
  }

  @Test
  public void timesBecomeRatesPairByPair() {
    Measurements rates = new Measurements();
    rates.add(4, 2);
    rates.add(10, 5);
    rates.add(5, 1);
    Measurements inverse = rates.inverse(20);
    assertThat(inverse.ours(), is(4.0));
    assertThat(inverse.peer(), is(10.0));
    assertThat(inverse.ratio(), is(0.5));
  }
}
