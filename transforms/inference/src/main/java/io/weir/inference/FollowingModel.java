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
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An open {@link FollowedModel}: the version that answers, and the thread that looks for others.
 */
final class FollowingModel implements Model {
  private static final Logger LOG = LoggerFactory.getLogger(FollowingModel.class);
  private static final long CLOSE_PATIENCE_SECONDS = 10;
  private static final String NO_MANIFEST = "";

  private final FollowedModel source;
  private final Thread follower;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final AtomicLong swaps = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();
  private volatile LoadedModel current;

  /** The manifest that was last refused, so that it is not told again; for one thread at a time. */
  private @Nullable String told;

  private boolean toldForGood;

  private FollowingModel(FollowedModel source) throws IOException, InterruptedException {
    this.source = source;
    this.current = first();
    this.follower = new Thread(this::follow, "weir-follow-" + source.manifest().name());
    this.follower.setDaemon(true);
  }

  static FollowingModel open(FollowedModel source) throws IOException {
    try {
      FollowingModel model = new FollowingModel(source);
      model.follower.start();
      return model;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while opening " + source);
    }
  }

  /** What is in the folder now, for it may have changed since the launch; else the launched one. */
  private LoadedModel first() throws IOException, InterruptedException {
    ModelManifest launched = source.manifest();
    RefusedModelException refusal = null;
    String id = NO_MANIFEST;
    try {
      ModelManifest found = readManifest();
      id = found.id();
      if (!id.equals(launched.id())) {
        return source.openNext(found, launched.version());
      }
    } catch (RefusedModelException e) {
      refusal = e;
    }
    try {
      LoadedModel model = source.openLaunched();
      if (refusal != null) {
        refuse(id, launched.version(), refusal);
      }
      return model;
    } catch (IOException | RuntimeException e) {
      if (refusal != null) {
        e.addSuppressed(refusal);
      }
      throw e;
    }
  }

  @Override
  public ModelDescription description() {
    return source.description();
  }

  /** The version that answers now, held for the caller, who releases it. */
  LoadedModel hold() {
    while (true) {
      LoadedModel model = current;
      if (model.hold()) {
        return model;
      }
      if (closing.getCount() == 0) {
        throw new IllegalStateException("model " + description() + " is closed");
      }
    }
  }

  @Override
  public CompletableFuture<Scores> score(FeatureRows rows, Duration deadline) {
    LoadedModel model = hold();
    try {
      return model.score(rows, deadline);
    } finally {
      model.release();
    }
  }

  /** How many versions took over since this was last asked. */
  long takeSwaps() {
    return swaps.get() == 0 ? 0 : swaps.getAndSet(0);
  }

  /** How many were refused since this was last asked. */
  long takeRefused() {
    return refused.get() == 0 ? 0 : refused.getAndSet(0);
  }

  private void follow() {
    try {
      while (!closing.await(source.interval().toNanos(), TimeUnit.NANOSECONDS)) {
        look();
      }
    } catch (InterruptedException e) {
      // Closed.
    }
  }

  /** Looks once. For the follower alone, and for tests of one that never wakes up. */
  void look() throws InterruptedException {
    ModelManifest answering = current.manifest();
    String id = NO_MANIFEST;
    try {
      ModelManifest found = readManifest();
      id = found.id();
      if (id.equals(answering.id())) {
        told = null;
      } else if (!id.equals(told) || !toldForGood) {
        swap(source.openNext(found, answering.version()));
        told = null;
      }
    } catch (RefusedModelException e) {
      refuse(id, answering.version(), e);
    }
  }

  private ModelManifest readManifest() throws RefusedModelException {
    try {
      return source.folder().readManifest();
    } catch (RuntimeException e) {
      throw RefusedModelException.forNow(e);
    }
  }

  private void swap(LoadedModel next) {
    LoadedModel last;
    synchronized (this) {
      if (closing.getCount() == 0) {
        next.release();
        return;
      }
      last = current;
      current = next;
    }
    swaps.incrementAndGet();
    LOG.info(
        "Model {} in {}: version {} answers instead of {}",
        next.manifest().name(),
        source.folder(),
        next.manifest().version(),
        last.manifest().version());
    last.release();
  }

  /** One line for what is refused for the same reason again and again. */
  private void refuse(String id, String answering, RefusedModelException refusal) {
    boolean known = id.equals(told) && toldForGood == refusal.isForGood();
    told = id;
    toldForGood = refusal.isForGood();
    if (known || closing.getCount() == 0) {
      return;
    }
    refused.incrementAndGet();
    LOG.warn(
        "Model {} in {}: version {} stays, for what the folder holds {}: {}",
        source.manifest().name(),
        source.folder(),
        answering,
        refusal.isForGood() ? "is refused" : "cannot be used yet",
        refusal.getMessage());
  }

  /** Ends the thread, which may take up to 10 seconds while it loads, and lets the model go. */
  @Override
  public void close() {
    synchronized (this) {
      if (closing.getCount() == 0) {
        return;
      }
      closing.countDown();
      current.release();
    }
    follower.interrupt();
    try {
      follower.join(TimeUnit.SECONDS.toMillis(CLOSE_PATIENCE_SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
