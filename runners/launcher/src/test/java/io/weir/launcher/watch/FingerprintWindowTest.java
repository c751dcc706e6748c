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
package io.weir.launcher.watch;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.Assert.assertThrows;

import com.pholser.junit.quickcheck.Property;
import com.pholser.junit.quickcheck.runner.JUnitQuickcheck;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import org.junit.Test;
import org.junit.runner.RunWith;

@RunWith(JUnitQuickcheck.class)
public class FingerprintWindowTest {

  @Property(trials = 50)
  public void itHoldsTheLastDistinctValues(long seed) {
    Random random = new Random(seed);
    FingerprintWindow window = new FingerprintWindow(256);
    Deque<Long> naive = new ArrayDeque<>();
    int spread = 1 + random.nextInt(600);
    for (int i = 0; i < 2000; i++) {
      // Multiples of a large power of two collide in a table that uses low bits only.
      long value = (long) random.nextInt(spread) << (random.nextInt(3) * 20);
      boolean isNew = !naive.contains(value);
      assertThat(window.contains(value), is(!isNew));
      assertThat(window.add(value), is(isNew));
      if (isNew) {
        naive.addLast(value);
        if (naive.size() > 256) {
          long forgotten = naive.removeFirst();
          assertThat(window.contains(forgotten), is(false));
        }
      }
      assertThat(window.size(), is(naive.size()));
    }
    naive.forEach(value -> assertThat(window.contains(value), is(true)));
  }

  @Test
  public void itsCapacityIsAPowerOfTwo() {
    assertThrows(IllegalArgumentException.class, () -> new FingerprintWindow(100));
    assertThrows(IllegalArgumentException.class, () -> new FingerprintWindow(32));
  }
}
