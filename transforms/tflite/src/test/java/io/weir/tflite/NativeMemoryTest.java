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
package io.weir.tflite;

import static io.weir.tflite.TestModels.rows;
import static io.weir.tflite.TestModels.score;
import static io.weir.tflite.TestModels.source;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.junit.Assert.assertThrows;
import static org.junit.Assume.assumeTrue;

import io.weir.inference.FeatureRows;
import io.weir.inference.InvalidModelException;
import io.weir.inference.Model;
import org.junit.Test;

/** What is opened is freed: by count of native objects and by the size of the process. */
public final class NativeMemoryTest {
  private static final int ROUNDS = 1_000;

  /** A model held back in each of the rounds would take 40 kB, a tensor kept in each call 3 kB. */
  private static final long MOST_GROWTH_KILOBYTES = 20_000;

  @Test
  public void openingAndClosingManyTimesLeavesNothing() throws Exception {
    assumeTrue("this system does not say how memory is used", NativeMemory.isKnown());
    TfliteModelSource source = source("network");
    FeatureRows rows = rows(64, 1);
    for (int round = 0; round < ROUNDS; round++) {
      openAndClose(source, rows);
    }
    long before = NativeMemory.residentKilobytes();
    for (int round = 0; round < ROUNDS; round++) {
      openAndClose(source, rows);
    }

    assertThat(NativeCount.live(), is(0));
    assertThat(NativeMemory.residentKilobytes() - before, is(lessThan(MOST_GROWTH_KILOBYTES)));
  }

  @Test
  public void manyCallsLeaveNothing() throws Exception {
    assumeTrue("this system does not say how memory is used", NativeMemory.isKnown());
    FeatureRows rows = rows(64, 1);
    try (Model model = source("network").open()) {
      for (int call = 0; call < 10_000; call++) {
        score(model, rows);
      }
      long before = NativeMemory.residentKilobytes();
      for (int call = 0; call < 40_000; call++) {
        score(model, rows);
      }

      assertThat(NativeMemory.residentKilobytes() - before, is(lessThan(MOST_GROWTH_KILOBYTES)));
    }
  }

  @Test
  public void aModelThatIsRefusedLeavesNothing() {
    for (String name : new String[] {"narrow", "wide", "integers", "pair", "fixed", "entangled"}) {
      TfliteModelSource source = source(name);
      assertThrows(InvalidModelException.class, source::open);
    }

    assertThat(NativeCount.live(), is(0));
  }

  private static void openAndClose(TfliteModelSource source, FeatureRows rows) throws Exception {
    try (Model model = source.open()) {
      score(model, rows);
    }
  }
}
