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

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A model that may be replaced, as one step sees it: the same from the start of a bundle to its
 * end. For one thread at a time.
 */
final class BundleModel implements Model {
  private final FollowingModel followed;
  private @Nullable LoadedModel held;

  BundleModel(FollowingModel followed) {
    this.followed = followed;
  }

  /** From now on the version that answers now. */
  void start() {
    close();
    held = followed.hold();
  }

  /** Lets the version go; an answer that has not come yet keeps it open. */
  void finish(ScoringTally tally) {
    close();
    tally.modelSwaps += followed.takeSwaps();
    tally.modelsRefused += followed.takeRefused();
  }

  @Override
  public ModelDescription description() {
    return followed.description();
  }

  @Override
  public CompletableFuture<Scores> score(FeatureRows rows, Duration deadline) {
    LoadedModel model = held;
    if (model == null) {
      throw new IllegalStateException("model " + description() + " is asked outside a bundle");
    }
    return model.score(rows, deadline);
  }

  /** Lets the version go, but not the followed model, which other steps share. */
  @Override
  public void close() {
    LoadedModel model = held;
    held = null;
    if (model != null) {
      model.release();
    }
  }
}
