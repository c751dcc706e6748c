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

import static java.util.stream.Collectors.toSet;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.util.SerializableUtils;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TupleTag;
import org.joda.time.Instant;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Steps driven by hand while the folder of their model changes. */
public final class ScoreFollowedModelTest {
  private static final TupleTag<KV<Integer, Prediction>> PREDICTIONS = new TupleTag<>("p");
  private static final TupleTag<KV<Integer, ScoringFailure>> FAILURES = new TupleTag<>("f");
  private static final Duration NEVER = Duration.ofDays(1);
  private static final int STEPS = 4;
  private static final int SWAPS = 100;
  private static final long MOST_NANOS = Duration.ofMinutes(2).toNanos();

  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  private PublishedFolder folder;

  @Before
  public void publish() throws IOException {
    TextEngine.forgetAll();
    folder = new PublishedFolder(temporary.getRoot().toPath());
    folder.publish("1", "0.25");
  }

  @After
  public void nothingIsLeftOpen() {
    assertThat(TextEngine.OPEN, is(empty()));
    assertThat(TextEngine.ASKED_WHEN_CLOSED, is(empty()));
    assertThat(SharedModels.ofProcess().openModels(), is(0));
  }

  @Test
  public void aBundleIsAnsweredByTheVersionWithWhichItBegan() throws Exception {
    FollowedModel source = folder.follow().every(NEVER);
    try (SharedModels.Lease lease = SharedModels.ofProcess().acquire(source)) {
      Step step = new Step(source);
      step.begin();
      step.add(7);
      folder.publish("2", "0.5");
      look(lease);
      step.add(7);

      assertThat(step.finish(), is(Set.of("0.25 by 1")));
      step.begin();
      step.add(7);
      assertThat(step.finish(), is(Set.of("0.5 by 2")));
      step.tearDown();
    }
  }

  @Test
  public void theOldModelIsClosedWhenItsLastBundleEnds() throws Exception {
    FollowedModel source = folder.follow().every(NEVER);
    try (SharedModels.Lease lease = SharedModels.ofProcess().acquire(source)) {
      Step first = new Step(source);
      Step second = new Step(source);
      first.begin();
      second.begin();
      first.add(4);
      second.add(4);
      folder.publish("2", "0.5");
      look(lease);

      first.finish();
      assertThat(TextEngine.OPEN, is(List.of("1", "2")));
      second.finish();
      assertThat(TextEngine.OPEN, is(List.of("2")));
      first.tearDown();
      second.tearDown();
    }
  }

  @Test
  public void aBundleThatIsBrokenOffLetsTheOldModelGo() throws Exception {
    FollowedModel source = folder.follow().every(NEVER);
    try (SharedModels.Lease lease = SharedModels.ofProcess().acquire(source)) {
      Step again = new Step(source);
      Step gone = new Step(source);
      again.begin();
      gone.begin();
      again.add(4);
      gone.add(4);
      folder.publish("2", "0.5");
      look(lease);

      again.begin();
      assertThat(TextEngine.OPEN, is(List.of("1", "2")));
      gone.tearDown();
      assertThat(TextEngine.OPEN, is(List.of("2")));
      again.tearDown();
    }
  }

  @Test
  public void oneStepCountsTheSwapOfAllStepsOfItsProcess() throws Exception {
    FollowedModel source = folder.follow().every(NEVER);
    try (SharedModels.Lease lease = SharedModels.ofProcess().acquire(source)) {
      BundleModel first = new BundleModel((FollowingModel) lease.model());
      BundleModel second = new BundleModel((FollowingModel) lease.model());
      folder.publish("2", "0.5");
      look(lease);
      folder.writeManifest("{");
      look(lease);
      ScoringTally tally = new ScoringTally();
      first.finish(tally);
      second.finish(tally);

      assertThat(tally.modelSwaps, is(1L));
      assertThat(tally.modelsRefused, is(1L));
    }
  }

  @Test
  public void everyBundleHasOneVersionHoweverOftenTheFolderChanges() throws Exception {
    FollowedModel source = folder.follow().every(Duration.ofMillis(10));
    long start = System.nanoTime();
    AtomicBoolean over = new AtomicBoolean();
    List<Callable<Integer>> steps = new ArrayList<>();
    for (int step = 0; step < STEPS; step++) {
      steps.add(() -> scoreUntil(over, new Step(SerializableUtils.clone(source))));
    }
    ExecutorService threads = Executors.newFixedThreadPool(STEPS);
    try (SharedModels.Lease lease = SharedModels.ofProcess().acquire(source)) {
      FollowingModel model = (FollowingModel) lease.model();
      List<Future<Integer>> running = new ArrayList<>();
      steps.forEach(step -> running.add(threads.submit(step)));
      for (int swap = 2; swap <= SWAPS && System.nanoTime() - start < MOST_NANOS; swap++) {
        folder.publish(Integer.toString(swap), swap % 2 == 0 ? "0.5" : "0.25");
        awaitVersion(model, swap);
      }
      over.set(true);
      for (Future<Integer> step : running) {
        step.get(60, TimeUnit.SECONDS);
      }
      assertThat(version(model), is(Integer.toString(SWAPS)));
      assertThat(TextEngine.OPEN, hasSize(1));
    } finally {
      over.set(true);
      threads.shutdownNow();
    }
  }

  private static int scoreUntil(AtomicBoolean over, Step step) throws Exception {
    int bundles = 0;
    while (!over.get()) {
      step.begin();
      step.add(10);
      assertThat(step.finish(), hasSize(1));
      bundles++;
    }
    step.tearDown();
    return bundles;
  }

  private static void awaitVersion(FollowingModel model, int version) {
    long start = System.nanoTime();
    while (!version(model).equals(Integer.toString(version))
        && System.nanoTime() - start < MOST_NANOS) {
      Thread.onSpinWait();
    }
  }

  private static String version(FollowingModel model) {
    LoadedModel held = model.hold();
    try {
      return held.manifest().version();
    } finally {
      held.release();
    }
  }

  private static void look(SharedModels.Lease lease) throws InterruptedException {
    ((FollowingModel) lease.model()).look();
  }

  /** A step, bundle by bundle. */
  private static final class Step {
    private final ScoreFn<Integer> step;

    Step(ModelSource source) throws Exception {
      step =
          new ScoreFn<>(
              Routing.only(RoutedModel.named("only", source).build()),
              id -> new float[] {id, 0},
              id -> "",
              id -> Duration.ZERO,
              PREDICTIONS,
              FAILURES);
      step.setup();
    }

    void begin() {
      step.startBundle();
    }

    void add(int rows) throws Exception {
      for (int row = 0; row < rows; row++) {
        step.processElement(row, Instant.EPOCH, GlobalWindow.INSTANCE);
      }
    }

    /** What answered, and how. */
    Set<String> finish() throws Exception {
      List<Prediction> predictions = new ArrayList<>();
      step.finish(
          (tag, answer, timestamp, window) -> predictions.add(answer.getValue()),
          (TupleTag<KV<Integer, ScoringFailure>> tag,
              KV<Integer, ScoringFailure> failure,
              Instant timestamp,
              BoundedWindow window) -> {
            throw new AssertionError(failure.getValue().detail());
          });
      return predictions.stream()
          .map(prediction -> prediction.score() + " by " + prediction.version())
          .collect(toSet());
    }

    void tearDown() {
      step.teardown();
    }
  }
}
