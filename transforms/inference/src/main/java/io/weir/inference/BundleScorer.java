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

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds the answer for each row of a bundle: asks the models that the router names, batch by batch,
 * and does what is said for a model that cannot answer.
 *
 * <p>Plain Java with no pipeline in it. For one thread at a time.
 */
final class BundleScorer implements LaneScorer.Outcomes {
  private static final int KEPT_ROWS = 1 << 16;
  private static final int FIRST_ROWS = 1024;
  private static final byte NOBODY = -1;

  private final List<RoutedModel> routed;
  private final ModelDescription[] descriptions;
  private final LaneScorer[] lanes;
  private final int[] fallBacks;
  private final Route route;
  private final boolean simple;
  private final boolean assigns;
  private final boolean readsClock;
  private final LongSupplier clock;
  private final ShadowComparison shadows;
  private final ScoringTally tally = new ScoringTally();

  private final List<RoutedRow> rows = new ArrayList<>();
  private final IntQueue asked = new IntQueue();
  private final Map<Integer, ScoringFailure> failures = new HashMap<>();
  private final BitSet degraded = new BitSet();
  private float[] scores = new float[FIRST_ROWS];
  private byte[] answeredBy = new byte[FIRST_ROWS];
  private @Nullable String[] versions = new String[FIRST_ROWS];
  private int size;

  /**
   * A scorer.
   *
   * @param models the open models, in the order of the routing
   */
  BundleScorer(Routing routing, List<Model> models) {
    this(routing, models, System::nanoTime);
  }

  /**
   * A scorer for a budget in other time.
   *
   * @param clock nanoseconds from any beginning
   */
  BundleScorer(Routing routing, List<Model> models, LongSupplier clock) {
    this.clock = clock;
    this.routed = routing.models();
    this.readsClock = routing.router().readsClock();
    this.fallBacks = routing.fallBacks();
    this.descriptions = new ModelDescription[models.size()];
    this.lanes = new LaneScorer[models.size()];
    for (int lane = 0; lane < lanes.length; lane++) {
      RecentCalls recent = readsClock ? new RecentCalls(clock) : null;
      descriptions[lane] = models.get(lane).description();
      lanes[lane] = new LaneScorer(lane, routed.get(lane), models.get(lane), tally, this, recent);
    }
    this.assigns = routing.router().assigns();
    LaneScorer[] asking = lanes;
    this.route = routing.route(clock, lane -> asking[lane].recentCallNanos());
    this.simple = lanes.length == 1 && !assigns;
    this.shadows = new ShadowComparison(routed, models);
  }

  /** Forgets the last bundle, and what is left of it if it was broken off. */
  void start() {
    clear();
    route.start(tally);
  }

  private void clear() {
    for (LaneScorer lane : lanes) {
      lane.start();
    }
    shadows.start();
    rows.clear();
    asked.clear();
    failures.clear();
    degraded.clear();
    tally.clear();
    size = 0;
    if (scores.length > KEPT_ROWS) {
      allocate(KEPT_ROWS);
    }
  }

  /** Gives up everything that is with a model. */
  void stop() {
    clear();
    shadows.stop();
  }

  /**
   * Adds a row, which must not change any more.
   *
   * @param key whose it is, for routers that go by it
   */
  void add(String key, float[] row) throws InterruptedException {
    add(key, row, 0);
  }

  /**
   * Adds a row that came some time ago.
   *
   * @param waitedNanos how long ago, for routers that go by the time that is left
   */
  void add(String key, float[] row, long waitedNanos) throws InterruptedException {
    int index = size;
    if (index == scores.length) {
      allocate(2 * scores.length);
    }
    size++;
    answeredBy[index] = NOBODY;
    if (simple) {
      lanes[0].add(index, row);
      return;
    }
    long acceptedNanos = readsClock ? clock.getAsLong() - waitedNanos : 0;
    RoutedRow known = new RoutedRow(key, row, acceptedNanos);
    rows.add(known);
    int shadow = route.shadow(known);
    if (shadow != Route.ANSWER) {
      shadows.ask(shadow, index, row);
    }
    ask(route.first(known), index);
    askAll();
  }

  /** Finds the answers that are left to find, and waits for them. */
  void finish() throws InterruptedException {
    shadows.send();
    boolean idle = false;
    while (!idle) {
      // The rest of each lane goes out before any is waited for.
      for (LaneScorer lane : lanes) {
        lane.flush();
        askAll();
      }
      idle = true;
      for (LaneScorer lane : lanes) {
        if (!lane.isIdle()) {
          lane.await();
          askAll();
          idle = false;
        }
      }
    }
    shadows.compare(this, tally);
  }

  /** Whether the router goes by the time that is left for a row. */
  boolean readsClock() {
    return readsClock;
  }

  /** How many rows were added since the start. */
  int size() {
    return size;
  }

  /** After {@link #finish}: why the row at an index has no score; null if it has one. */
  @Nullable ScoringFailure failure(int index) {
    return failures.isEmpty() ? null : failures.get(index);
  }

  /** After {@link #finish}: the score of the row at an index, unless it failed. */
  float score(int index) {
    return scores[index];
  }

  /** After {@link #finish}: the answer for the row at an index, unless it failed. */
  Prediction prediction(int index) {
    Prediction answer = answer(index);
    return assigns ? answer.withAssignment(rows.get(index).assignment()) : answer;
  }

  private Prediction answer(int index) {
    byte lane = answeredBy[index];
    if (lane == NOBODY) {
      return Prediction.of(scores[index], "default", "1", Lane.DEFAULT, true);
    }
    ModelDescription model = descriptions[lane];
    String version = versions[index];
    return Prediction.of(
        scores[index],
        model.name(),
        version == null ? model.version() : version,
        model.lane(),
        degraded.get(index));
  }

  /** What happened since the start. */
  ScoringTally tally() {
    return tally;
  }

  @Override
  public void scored(int lane, int row, float score, String version) {
    scores[row] = score;
    answeredBy[row] = (byte) lane;
    versions[row] = version;
    if (simple || degraded.get(row)) {
      return;
    }
    int next = route.after(rows.get(row), lane, score);
    if (next != Route.ANSWER) {
      tally.escalated++;
      ask(next, row);
    }
  }

  @Override
  public void refused(int lane, int row, ScoringFailure failure) {
    failures.put(row, failure);
  }

  @Override
  public void unanswered(int lane, int row, ScoringFailure failure) {
    OnFailure onFailure = routed.get(lane).onFailure();
    switch (onFailure.kind()) {
      case FALL_BACK:
        degrade(row);
        if (answeredBy[row] != fallBacks[lane]) {
          ask(fallBacks[lane], row);
        }
        return;
      case ANSWER:
        degrade(row);
        scores[row] = onFailure.score();
        answeredBy[row] = NOBODY;
        return;
      case DEAD_LETTER:
      case WAIT:
        tally.failed++;
        failures.put(row, failure);
        return;
    }
  }

  /**
   * Notes a question: lanes are asked one after the other, not from within each other's answers.
   */
  private void ask(int lane, int row) {
    asked.addLast(lane);
    asked.addLast(row);
  }

  private void degrade(int row) {
    if (!degraded.get(row)) {
      degraded.set(row);
      tally.degraded++;
    }
  }

  private void askAll() throws InterruptedException {
    while (!asked.isEmpty()) {
      int lane = asked.removeFirst();
      int row = asked.removeFirst();
      lanes[lane].add(row, rows.get(row).features);
    }
  }

  private void allocate(int length) {
    scores = Arrays.copyOf(scores, length);
    answeredBy = Arrays.copyOf(answeredBy, length);
    versions = Arrays.copyOf(versions, length);
  }
}
