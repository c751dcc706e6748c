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
import java.util.List;
import java.util.function.Predicate;

/**
 * Makes a failing schedule short: takes out what it can, first many steps at once and then one by
 * one (Zeller and Hildebrandt, Simplifying and Isolating Failure-Inducing Input, 2002), then makes
 * single steps simpler. No step of what is left can be taken out.
 */
final class Shrinker {
  private static final int MOST_TRIALS = 20_000;

  private final Predicate<Schedule> fails;
  private final List<? extends PlannedElement<?>> elements;
  private int trials;

  Shrinker(List<? extends PlannedElement<?>> elements, Predicate<Schedule> fails) {
    this.elements = elements;
    this.fails = fails;
  }

  Schedule shrink(Schedule failing) {
    List<Step> steps = new ArrayList<>(failing.steps());
    List<Step> before;
    do {
      before = List.copyOf(steps);
      takeOut(steps);
      simplify(steps);
      moveToTheFront(steps);
    } while (!before.equals(steps));
    return Schedule.of(steps);
  }

  private boolean fails(List<Step> steps) {
    trials++;
    return trials <= MOST_TRIALS && fails.test(Schedule.of(steps));
  }

  private void takeOut(List<Step> steps) {
    for (int size = Math.max(1, steps.size() / 2); size >= 1; size /= 2) {
      boolean again = true;
      while (again) {
        again = false;
        for (int from = 0; from < steps.size(); ) {
          int to = Math.min(steps.size(), from + size);
          List<Step> without = new ArrayList<>(steps.subList(0, from));
          without.addAll(steps.subList(to, steps.size()));
          if (fails(without)) {
            steps.clear();
            steps.addAll(without);
            again = true;
          } else {
            from = to;
          }
        }
      }
    }
  }

  private void simplify(List<Step> steps) {
    for (int place = 0; place < steps.size(); place++) {
      Step step = steps.get(place);
      switch (step.kind) {
        case ELEMENT:
          simplifyElement(steps, place);
          break;
        case WATERMARK:
          lower(steps, place, earliest() - 1);
          break;
        case ADVANCE:
        case REFUSE:
        case SLOW:
          lower(steps, place, 0);
          break;
        case FAIL:
        case RESTORE:
        case SNAPSHOT:
          for (Step.Kind kind :
              List.of(Step.Kind.END_BUNDLE, Step.Kind.SNAPSHOT, Step.Kind.RESTORE)) {
            if (kind.compareTo(step.kind) < 0 && replace(steps, place, Step.of(kind, 0))) {
              break;
            }
          }
          break;
        case END_BUNDLE:
          break;
      }
    }
  }

  /** An earlier element of the specification, or the same ones in its order. */
  private void simplifyElement(List<Step> steps, int place) {
    for (int index = 0; index < steps.get(place).argument; index++) {
      if (!steps.contains(Step.element(index)) && replace(steps, place, Step.element(index))) {
        return;
      }
    }
    for (int other = place + 1; other < steps.size(); other++) {
      Step here = steps.get(place);
      Step there = steps.get(other);
      if (there.kind == Step.Kind.ELEMENT && there.argument < here.argument) {
        List<Step> swapped = new ArrayList<>(steps);
        swapped.set(place, there);
        swapped.set(other, here);
        if (isNoLater(swapped, steps) && fails(swapped)) {
          steps.set(place, there);
          steps.set(other, here);
        }
      }
    }
  }

  /** All elements as many places earlier as can be, and the watermarks with them. */
  private void moveToTheFront(List<Step> steps) {
    int first = elements.size();
    for (Step step : steps) {
      if (step.kind == Step.Kind.ELEMENT) {
        first = Math.min(first, (int) step.argument);
      }
    }
    for (int places = first; places > 0 && first < elements.size(); places--) {
      List<Step> moved = moved(steps, places, time(first) - time(first - places));
      if (isNoLater(moved, steps) && fails(moved)) {
        steps.clear();
        steps.addAll(moved);
        return;
      }
    }
  }

  private static List<Step> moved(List<Step> steps, int places, long millis) {
    List<Step> moved = new ArrayList<>();
    for (Step step : steps) {
      if (step.kind == Step.Kind.ELEMENT) {
        moved.add(Step.element((int) step.argument - places));
      } else if (step.kind == Step.Kind.WATERMARK) {
        moved.add(Step.watermark(step.argument - millis));
      } else {
        moved.add(step);
      }
    }
    return moved;
  }

  /** The smallest argument that still fails, if all larger ones do. */
  private void lower(List<Step> steps, int place, long least) {
    Step step = steps.get(place);
    long low = least;
    long high = step.argument;
    while (low < high) {
      long middle = low + (high - low) / 2;
      if (replace(steps, place, Step.of(step.kind, middle))) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
  }

  private boolean replace(List<Step> steps, int place, Step by) {
    List<Step> replaced = new ArrayList<>(steps);
    replaced.set(place, by);
    if (isNoLater(replaced, steps) && fails(replaced)) {
      steps.set(place, by);
      return true;
    }
    return false;
  }

  /** Late elements are no simpler than those on time. */
  private boolean isNoLater(List<Step> candidate, List<Step> than) {
    return late(candidate) <= late(than);
  }

  private int late(List<Step> steps) {
    long watermark = Long.MIN_VALUE;
    int late = 0;
    for (Step step : steps) {
      if (step.kind == Step.Kind.WATERMARK) {
        watermark = Math.max(watermark, step.argument);
      } else if (step.kind == Step.Kind.ELEMENT && time((int) step.argument) < watermark) {
        late++;
      }
    }
    return late;
  }

  private long time(int element) {
    return elements.get(element).timestamp.getMillis();
  }

  private long earliest() {
    return elements.stream().mapToLong(element -> element.timestamp.getMillis()).min().orElse(0);
  }
}
