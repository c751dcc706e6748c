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
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A source of models whose answers a test writes down. Copies of a source, such as a runner makes,
 * share their counts, because they have the same id.
 */
final class FakeSource implements ModelSource {
  private static final long serialVersionUID = 1L;
  private static final AtomicInteger IDS = new AtomicInteger();
  private static final Map<String, Counts> COUNTS = new ConcurrentHashMap<>();

  /** What a model does with a batch. */
  interface Behaviour extends Serializable {
    CompletableFuture<Scores> score(FeatureRows rows, Duration deadline);
  }

  /** How often models were opened and closed, and after which calls they were asked again. */
  static final class Counts {
    final AtomicInteger opened = new AtomicInteger();
    final AtomicInteger closed = new AtomicInteger();
    final AtomicInteger mostOpen = new AtomicInteger();
    final AtomicInteger failuresToCome = new AtomicInteger();
    final AtomicInteger calls = new AtomicInteger();
    final List<CompletableFuture<Scores>> earlier = new CopyOnWriteArrayList<>();
  }

  private final String id = "fake:" + IDS.incrementAndGet();
  private final ModelDescription description;
  private final Behaviour behaviour;

  private FakeSource(int columns, int maxBatch, Behaviour behaviour) {
    this.description = description(columns, maxBatch);
    this.behaviour = behaviour;
    COUNTS.put(id, new Counts());
  }

  static FakeSource of(int columns, int maxBatch, Behaviour behaviour) {
    return new FakeSource(columns, maxBatch, behaviour);
  }

  static ModelDescription description(int columns, int maxBatch) {
    return ModelDescription.named("fake")
        .version("7")
        .lane(Lane.EMBEDDED)
        .features(List.of("a", "b", "c", "d").subList(0, columns))
        .maxBatch(maxBatch)
        .build();
  }

  Counts counts() {
    Counts counts = COUNTS.get(id);
    if (counts == null) {
      throw new IllegalStateException("made in another process: " + id);
    }
    return counts;
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public ModelDescription description() {
    return description;
  }

  @Override
  public Model open() throws IOException {
    Counts counts = counts();
    if (counts.failuresToCome.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      throw new IOException("the folder is away");
    }
    int open = counts.opened.incrementAndGet() - counts.closed.get();
    counts.mostOpen.accumulateAndGet(open, Math::max);
    return new FakeModel(description, behaviour, counts);
  }

  private static final class FakeModel implements Model {
    private final ModelDescription description;
    private final Behaviour behaviour;
    private final Counts counts;

    FakeModel(ModelDescription description, Behaviour behaviour, Counts counts) {
      this.description = description;
      this.behaviour = behaviour;
      this.counts = counts;
    }

    @Override
    public ModelDescription description() {
      return description;
    }

    @Override
    public CompletableFuture<Scores> score(FeatureRows rows, Duration deadline) {
      counts.calls.incrementAndGet();
      return behaviour.score(rows, deadline);
    }

    @Override
    public CompletableFuture<Scores> scoreAgain(
        FeatureRows rows, Duration deadline, CompletableFuture<Scores> earlier) {
      counts.earlier.add(earlier);
      return score(rows, deadline);
    }

    @Override
    public void close() {
      counts.closed.incrementAndGet();
    }
  }
}
