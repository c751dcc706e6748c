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

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** In which order elements come. */
final class Arrivals {
  private static final int DUPLICATE_ONE_OF = 4;

  private final Settings<?, ?> settings;
  private final long[] timestamps;
  private final List<@Nullable Object> keys = new ArrayList<>();

  Arrivals(Plan<?, ?> plan) {
    this.settings = plan.settings;
    this.timestamps =
        plan.elements.stream().mapToLong(element -> element.timestamp.getMillis()).toArray();
    plan.elements.forEach(element -> keys.add(PlannedElement.keyOf(element.value())));
  }

  List<Step> given() {
    List<Step> steps = new ArrayList<>();
    for (int index = 0; index < timestamps.length; index++) {
      steps.add(Step.element(index));
    }
    return steps;
  }

  /** As their timestamps say; as they are given where that order counts. */
  int[] inTime() {
    return settings.order == Order.GIVEN
        ? IntStream.range(0, timestamps.length).toArray()
        : allowed(sorted(timestamps.clone()));
  }

  int[] random(SplittableRandom random) {
    int[] order = allowed(sorted(places(random)));
    return settings.duplicates && random.nextBoolean() ? withDuplicates(order, random) : order;
  }

  /** In time, about as out of order as the whole takes, or anyhow. */
  private long[] places(SplittableRandom random) {
    long[] places = timestamps.clone();
    if (places.length == 0) {
      return places;
    }
    long span =
        IntStream.range(0, places.length).mapToLong(index -> places[index]).max().orElse(0)
            - IntStream.range(0, places.length).mapToLong(index -> places[index]).min().orElse(0);
    long disorder = (span >> random.nextInt(6)) * random.nextInt(3);
    boolean anyhow = random.nextInt(4) == 0;
    for (int index = 0; index < places.length; index++) {
      places[index] =
          anyhow ? random.nextLong() >> 1 : places[index] + random.nextLong(disorder + 1);
    }
    return places;
  }

  private static int[] sorted(long[] places) {
    return IntStream.range(0, places.length)
        .boxed()
        .sorted(Comparator.comparingLong(index -> places[index]))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private int[] allowed(int[] order) {
    switch (settings.order) {
      case ANY:
        return order;
      case GIVEN:
        return IntStream.range(0, order.length).toArray();
      case OF_KEYS:
        return orderOfKeys(order);
    }
    throw new AssertionError(settings.order);
  }

  /** Where a key has its turn, the next of that key comes. */
  private int[] orderOfKeys(int[] order) {
    Map<@Nullable Object, Deque<Integer>> ofKey = new HashMap<>();
    for (int index = 0; index < order.length; index++) {
      ofKey.computeIfAbsent(keys.get(index), key -> new ArrayDeque<>()).add(index);
    }
    int[] allowed = new int[order.length];
    for (int place = 0; place < order.length; place++) {
      Deque<Integer> queue = ofKey.get(keys.get(order[place]));
      if (queue == null) {
        throw new AssertionError(place);
      }
      allowed[place] = queue.remove();
    }
    return allowed;
  }

  /** Some come a second time, somewhere after the first. */
  private static int[] withDuplicates(int[] order, SplittableRandom random) {
    List<Integer> all = new ArrayList<>();
    for (int index : order) {
      all.add(index);
    }
    for (int index : order) {
      if (random.nextInt(DUPLICATE_ONE_OF) == 0) {
        int first = all.indexOf(index);
        all.add(first + 1 + random.nextInt(all.size() - first), index);
      }
    }
    return all.stream().mapToInt(Integer::intValue).toArray();
  }
}
