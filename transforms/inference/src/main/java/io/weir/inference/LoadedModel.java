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

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One version of a model that may be replaced: kept open by whoever holds it, and let go by the
 * last of them. Who made it is its first holder.
 */
final class LoadedModel {
  private final ModelManifest manifest;
  private final SharedModels.Lease lease;
  private final AtomicInteger holders = new AtomicInteger(1);

  private LoadedModel(ModelManifest manifest, SharedModels.Lease lease) {
    this.manifest = manifest;
    this.lease = lease;
  }

  static LoadedModel open(ModelManifest manifest, ModelSource source)
      throws IOException, InterruptedException {
    return new LoadedModel(manifest, SharedModels.ofProcess().acquire(source));
  }

  ModelManifest manifest() {
    return manifest;
  }

  /** For holders only. */
  Model model() {
    return lease.model();
  }

  /** Asks the model, and keeps it open until the answer has come. For holders only. */
  CompletableFuture<Scores> score(FeatureRows rows, Duration deadline) {
    CompletableFuture<Scores> answer = model().score(rows, deadline);
    if (!answer.isDone()) {
      holders.incrementAndGet();
      var unused = answer.whenComplete((scores, failure) -> release());
    }
    return answer;
  }

  /** Becomes a holder, who must {@link #release}; false if there is none any more. */
  boolean hold() {
    return holders.getAndUpdate(count -> count == 0 ? 0 : count + 1) > 0;
  }

  void release() {
    if (holders.decrementAndGet() == 0) {
      lease.close();
    }
  }
}
