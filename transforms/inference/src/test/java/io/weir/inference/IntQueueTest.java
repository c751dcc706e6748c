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

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import com.pholser.junit.quickcheck.Property;
import com.pholser.junit.quickcheck.runner.JUnitQuickcheck;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import org.junit.runner.RunWith;

@RunWith(JUnitQuickcheck.class)
public final class IntQueueTest {
  @Property(trials = 50)
  public void itGivesWhatADequeGives(long seed) {
    Random random = new Random(seed);
    IntQueue queue = new IntQueue();
    Deque<Integer> expected = new ArrayDeque<>();
    for (int step = 0; step < 5_000; step++) {
      // Now and then it fills, now and then it empties.
      if (random.nextInt(100) < (step / 500 % 2 == 0 ? 60 : 40)) {
        int value = random.nextInt();
        queue.addLast(value);
        expected.addLast(value);
      } else if (!expected.isEmpty()) {
        assertThat(queue.removeFirst(), is(expected.removeFirst()));
      }
      if (random.nextInt(2_000) == 0) {
        queue.clear();
        expected.clear();
      }
      assertThat(queue.isEmpty(), is(expected.isEmpty()));
    }
  }
}
