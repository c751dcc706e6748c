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
import java.util.Objects;
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

  private final FollowedModel source;
  private final FollowedPlace place;
  private final Succession succession;
  private final Thread follower;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final AtomicLong swaps = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();
  private volatile LoadedModel current;

  /** What was last refused, so that it is not told again. For one thread at a time. */
  private @Nullable String told;

  private boolean toldForGood;

  private FollowingModel(FollowedModel source) throws IOException, InterruptedException {
    this.source = source;
    this.place = source.place();
    this.succession = source.succession();
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

  /** What is there now, for it may have changed since the launch; else the launched one. */
  private LoadedModel first() throws IOException, InterruptedException {
    boolean opened = false;
    try {
      LoadedModel model = presentOrLaunched();
      opened = true;
      return model;
    } finally {
      if (!opened) {
        place.close();
      }
    }
  }

  private LoadedModel presentOrLaunched() throws IOException, InterruptedException {
    ModelManifest launched = source.manifest();
    Finding finding = new Finding();
    RefusedModelException refusal = null;
    try {
      ModelManifest found = finding.read();
      if (!found.id().equals(launched.id())) {
        return openNext(finding, found, launched.version());
      }
    } catch (RefusedModelException e) {
      refusal = e;
    }
    try {
      LoadedModel model = source.openLaunched();
      if (refusal != null) {
        refuse(finding, launched.version(), refusal);
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
        lookAgain();
      }
    } catch (InterruptedException e) {
      // Closed.
    } finally {
      // What is closed next must not take the interruption for its own.
      Thread.interrupted();
      place.close();
    }
  }

  /** Whatever happens while it looks, such as an old model that cannot be closed: it goes on. */
  private void lookAgain() throws InterruptedException {
    try {
      look();
    } catch (RuntimeException | Error e) {
      LOG.warn("Model {}: looking for another version failed", source.manifest().name(), e);
    }
  }

  /** Looks once. For the follower alone, and for tests of one that never wakes up. */
  void look() throws InterruptedException {
    ModelManifest answering = current.manifest();
    Finding finding = new Finding();
    try {
      ModelManifest found = finding.read();
      if (found.id().equals(answering.id())) {
        told = null;
      } else if (!finding.toString().equals(told) || !toldForGood) {
        swap(openNext(finding, found, answering.version()), finding);
        told = null;
      }
    } catch (RefusedModelException e) {
      refuse(finding, answering.version(), e);
    }
  }

  /** Its manifest is known before it answers. */
  private LoadedModel openNext(Finding finding, ModelManifest found, String answering)
      throws RefusedModelException, InterruptedException {
    ModelManifest known = source.manifest(found.version());
    if (!found.version().equals(answering)
        && found.version().equals(known.version())
        && !found.id().equals(known.id())) {
      // What is told of a version, such as its thresholds, is told of one model.
      throw RefusedModelException.forGood(
          new InvalidModelException(
              "model folder "
                  + finding.folder()
                  + ", model.json: field \"version\" is "
                  + found.version()
                  + ", which another model had; allowed: any other"));
    }
    LoadedModel next = succession.open(finding.folder(), found, answering);
    LoadedManifests.of(source.id()).add(found);
    return next;
  }

  /** As much as is known of what was found: nothing, a folder, or a manifest in it. */
  private final class Finding {
    private @Nullable ModelFolder folder;
    private @Nullable ModelManifest manifest;

    ModelManifest read() throws RefusedModelException {
      ModelFolder now = place.now();
      folder = now;
      try {
        ModelManifest found = now.readManifest();
        manifest = found;
        return found;
      } catch (RuntimeException e) {
        throw RefusedModelException.forNow(e);
      }
    }

    /** After {@link #read}. */
    ModelFolder folder() {
      return Objects.requireNonNull(folder, "folder");
    }

    /** Equal for findings of the same bytes in the same folder. */
    @Override
    public String toString() {
      return folder + " " + (manifest == null ? "" : manifest.id());
    }
  }

  private void swap(LoadedModel next, Finding finding) {
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
        finding.folder(),
        next.manifest().version(),
        last.manifest().version());
    last.release();
  }

  /** One line for what is refused for the same reason again and again. */
  private void refuse(Finding finding, String answering, RefusedModelException refusal) {
    String found = finding.toString();
    boolean known = found.equals(told) && toldForGood == refusal.isForGood();
    told = found;
    toldForGood = refusal.isForGood();
    if (known || closing.getCount() == 0) {
      return;
    }
    refused.incrementAndGet();
    if (finding.folder == null) {
      LOG.warn(
          "Model {}: version {} stays, for where it is cannot be known: {}",
          source.manifest().name(),
          answering,
          refusal.getMessage());
      return;
    }
    LOG.warn(
        "Model {}: version {} stays, for what {} holds {}: {}",
        source.manifest().name(),
        answering,
        finding.folder,
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
