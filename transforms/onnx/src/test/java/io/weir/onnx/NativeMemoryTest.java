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
package io.weir.onnx;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.junit.Assume.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.weir.inference.FeatureRows;
import io.weir.inference.Model;
import io.weir.inference.SharedModels;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** What is opened is freed, seen by the size of the process. */
public final class NativeMemoryTest {
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final int OPENINGS = 200;
  private static final int CALLS = 10_000;
  private static final int LOOKS = 4;

  /** A session kept takes more than 100 kB, what a call makes more than 3 kB. */
  private static final long MOST_GROWTH_KILOBYTES = 14_000;

  /** Does something many times. */
  private interface Round {
    void run() throws Exception;
  }

  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  @Before
  public void memoryIsKnown() {
    assumeTrue("this system does not say how memory is used", NativeMemory.isKnown());
  }

  @Test
  public void openingAndClosingAModelLeavesNothing() throws Exception {
    FeatureRows rows = Exports.rows(Exports.expected("lightgbm-zipmap"));
    OnnxModelSource source = Exports.source("lightgbm-zipmap");
    assertStaysFlat(
        OPENINGS,
        () -> {
          try (Model model = source.open()) {
            score(model, rows);
          }
        });
  }

  @Test
  public void modelsThatTakeOverFromOneAnotherLeaveNothing() throws Exception {
    PublishedModels published = new PublishedModels(temporary.getRoot().toPath());
    published.publish("0", PublishedModels.TREES);
    float trees = PublishedModels.score(PublishedModels.TREES);
    float network = PublishedModels.score(PublishedModels.NETWORK);
    AtomicInteger last = new AtomicInteger();
    try (SharedModels.Lease lease = SharedModels.ofProcess().acquire(published.follow())) {
      assertStaysFlat(
          OPENINGS,
          () -> {
            int next = last.incrementAndGet();
            String version = Integer.toString(next);
            if (next % 2 == 0) {
              published.publish(version, PublishedModels.TREES, trees);
            } else {
              published.publish(version, PublishedModels.NETWORK, network);
            }
            assertThat(PublishedModels.awaitVersion(lease.model(), version), is(true));
          });
    }
    assertThat(SharedModels.ofProcess().openModels(), is(0));
  }

  @Test
  public void openingAndClosingAGraphLeavesNothing() throws Exception {
    byte[] content = Exports.content("columns");
    List<Tensor> columns = OnnxGraphTest.columns(Exports.expected("columns"), 0, 64);
    assertStaysFlat(
        OPENINGS,
        () -> {
          try (OnnxGraph graph = OnnxGraph.open("columns", content)) {
            graph.run(columns, LONG);
          }
        });
  }

  @Test
  public void callsOfAModelWithZipMapLeaveNothing() throws Exception {
    FeatureRows rows = Exports.rows(Exports.expected("sklearn-words")).slice(0, 8);
    try (Model model = Exports.source("sklearn-words").open()) {
      assertStaysFlat(CALLS, () -> score(model, rows));
    }
  }

  @Test
  public void callsOfAModelWithATensorLeaveNothing() throws Exception {
    FeatureRows rows = Exports.rows(Exports.expected("xgboost"));
    try (Model model = Exports.source("xgboost").open()) {
      assertStaysFlat(CALLS, () -> score(model, rows));
    }
  }

  @Test
  public void callsOfAGraphWithTextsAndZipMapLeaveNothing() throws Exception {
    JsonNode expected = Exports.expected("columns");
    List<Tensor> columns = OnnxGraphTest.columns(expected, 0, 32);
    try (OnnxGraph graph = OnnxGraph.open("columns", Exports.content("columns"))) {
      assertStaysFlat(CALLS, () -> graph.run(columns, LONG));
    }
  }

  /**
   * What is kept grows with every round, while what the allocator keeps back for several threads,
   * and the compiler makes, swings by some megabytes whatever the number of rounds: where a growth
   * is found it is looked at over more of them, and is what it is for each {@code rounds}.
   */
  private static void assertStaysFlat(int rounds, Round round) throws Exception {
    for (int warm = 0; warm < Math.max(100, rounds / 5); warm++) {
      round.run();
    }
    long before = NativeMemory.residentKilobytes();
    long growth = Long.MAX_VALUE;
    for (int look = 1; look <= LOOKS && growth >= MOST_GROWTH_KILOBYTES; look++) {
      for (int counted = 0; counted < rounds; counted++) {
        round.run();
      }
      growth = (NativeMemory.residentKilobytes() - before) / look;
    }

    assertThat(growth, is(lessThan(MOST_GROWTH_KILOBYTES)));
  }

  private static void score(Model model, FeatureRows rows) throws Exception {
    model.score(rows, LONG).get(60, TimeUnit.SECONDS);
  }
}
