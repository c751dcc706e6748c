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
package io.weir.harness.dofn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Makes schedules from seeds. Each leaves about half of the kinds of steps out altogether and uses
 * the others more or less often: then those meet that a mixture of all would keep apart (Groce et
 * al., Swarm Testing, ISSTA 2012).
 */
final class Generator {
  private static final double[] RATES = {0.05, 0.2, 0.5, 0.9};

  private final Settings<?, ?> settings;
  private final Arrivals arrivals;
  private final List<? extends PlannedElement<?>> elements;

  Generator(Plan<?, ?> plan) {
    this.settings = plan.settings;
    this.elements = plan.elements;
    this.arrivals = new Arrivals(plan);
  }

  /** Always the same for the same seed. */
  Schedule random(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int[] order = arrivals.random(random);
    Watermarks watermarks = new Watermarks(order, elements);
    double endBundle = rate(random, true);
    double watermark = rate(random, true);
    double advance = rate(random, true);
    double snapshot = rate(random, settings.restores);
    double restore = rate(random, settings.restores);
    double fail = rate(random, settings.failures);
    double refuse = rate(random, settings.failures);
    double slow = rate(random, true);
    List<Step> steps = new ArrayList<>();
    for (int gap = 0; gap <= order.length; gap++) {
      if (happens(random, watermark)) {
        steps.add(Step.watermark(watermarks.next(gap, random)));
      }
      if (happens(random, refuse)) {
        steps.add(Step.refuse(random.nextInt(3)));
      }
      if (happens(random, slow)) {
        steps.add(Step.slow(pause(random)));
      }
      if (gap < order.length) {
        steps.add(Step.element(order[gap]));
      }
      if (happens(random, endBundle)) {
        steps.add(Step.endBundle());
      }
      if (happens(random, advance)) {
        steps.add(Step.advance(pause(random)));
      }
      if (happens(random, snapshot)) {
        steps.add(Step.snapshot());
      }
      if (happens(random, restore)) {
        steps.add(Step.restore());
      }
      if (happens(random, fail)) {
        steps.add(Step.fail());
      }
    }
    return Schedule.of(steps);
  }

  /** What every specification is tried with first: the simple ones, and one thing at every gap. */
  List<Schedule> simple() {
    List<Schedule> all = new ArrayList<>();
    all.add(Schedule.of(arrivals.given()));
    all.add(everyGap(Step.endBundle()));
    if (settings.restores) {
      all.add(everyGap(Step.restore()));
    }
    if (settings.failures) {
      all.add(everyGap(Step.fail()));
    }
    return all;
  }

  /** In order of time, the watermark as close behind as it may be. */
  private Schedule everyGap(Step step) {
    int[] order = arrivals.inTime();
    Watermarks watermarks = new Watermarks(order, elements);
    List<Step> steps = new ArrayList<>();
    for (int gap = 0; gap < order.length; gap++) {
      steps.add(Step.watermark(watermarks.latest(gap)));
      steps.add(Step.element(order[gap]));
      steps.add(step);
    }
    return Schedule.of(steps);
  }

  private long pause(SplittableRandom random) {
    long longest = settings.longestPause.toMillis();
    int bits = 64 - Long.numberOfLeadingZeros(longest);
    return Math.min(longest, random.nextLong(1L << random.nextInt(bits + 1)) + 1);
  }

  private static double rate(SplittableRandom random, boolean allowed) {
    double rate = RATES[random.nextInt(RATES.length)];
    return random.nextBoolean() && allowed ? rate : 0;
  }

  private static boolean happens(SplittableRandom random, double rate) {
    return random.nextDouble() < rate;
  }

  /** How far the watermark may go, so that no element that is yet to come is late. */
  static final class Watermarks {
    private static final long BEYOND = 60_000;

    /** The earliest timestamp from each gap on. */
    private final long[] earliest;

    private final long latest;
    private long current;

    Watermarks(int[] order, List<? extends PlannedElement<?>> elements) {
      earliest = new long[order.length + 1];
      Arrays.fill(earliest, Long.MAX_VALUE);
      long last = Long.MIN_VALUE;
      for (int gap = order.length - 1; gap >= 0; gap--) {
        long timestamp = elements.get(order[gap]).timestamp.getMillis();
        earliest[gap] = Math.min(earliest[gap + 1], timestamp);
        last = Math.max(last, timestamp);
      }
      latest = order.length == 0 ? 0 : last;
      current = (order.length == 0 ? 0 : earliest[0]) - 1;
    }

    long latest(int gap) {
      return Math.min(earliest[gap], latest + BEYOND);
    }

    long next(int gap, SplittableRandom random) {
      long most = latest(gap);
      if (most > current && random.nextInt(3) > 0) {
        current += random.nextLong(most - current) + 1;
      } else {
        current = Math.max(current, most);
      }
      return current;
    }
  }
}
