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

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.junit.Assert.assertThrows;

import io.weir.pipelines.EventSource;
import io.weir.pipelines.SimulationSettings;
import io.weir.pipelines.SourceEvent;
import org.junit.Test;

public class PopulationSizeTest {
  private static final long DAY = 86_400_000;
  private static final long BEGIN = 1_704_067_200_000L;

  @Test
  public void aShortSimulationHasTheDefaultCards() {
    assertThat(PopulationSize.cards(20_000), is(FraudSources.DEFAULT_CARDS));
  }

  @Test
  public void aLongSimulationHasMoreCardsInsteadOfMoreYears() throws Exception {
    long last = BEGIN;
    try (EventSource source = FraudSources.simulate(SimulationSettings.of(3, 600_000))) {
      for (SourceEvent event = source.next(); event != null; event = source.next()) {
        last = event.sourceTimeMillis();
      }
    }
    assertThat((last - BEGIN) / DAY, lessThan(500L));
    assertThat((last - BEGIN) / DAY, greaterThanOrEqualTo(300L));
  }

  @Test
  public void aSimulationThatDoesNotFitThePastIsRefused() {
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class,
            () -> FraudSources.simulate(SimulationSettings.of(1, 1_000_000_000L)));
    assertThat(refused.getMessage(), containsString("events is 1000000000"));
  }

  @Test
  public void anEndlessSimulationEndsAtThePresent() throws Exception {
    long present = BEGIN + 3 * DAY;
    long last = 0;
    try (EventSource source =
        new UntilPresent(
            FraudSources.simulate(SimulationSettings.of(1, SimulationSettings.UNBOUNDED), 50),
            present)) {
      for (SourceEvent event = source.next(); event != null; event = source.next()) {
        last = event.sourceTimeMillis();
      }
    }
    assertThat(last, lessThanOrEqualTo(present));
    assertThat(last, greaterThanOrEqualTo(present - DAY));
  }
}
