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
package io.weir.launcher.triton;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Starts a server again that ended though nobody wanted it to: after 2 seconds, and if that is not
 * enough after 4, 8, 16 and 30 more. A server that was ready for 5 minutes has all five again.
 *
 * <p>It waits in a thread of its own, which is there from the first such end to {@link #close}.
 */
final class Restarter implements AutoCloseable {
  private static final int[] PAUSE_SECONDS = {2, 4, 8, 16, 30};
  private static final Duration HEALTH = Duration.ofMinutes(5);

  /** Longer than a server that was just started takes to end. */
  private static final Duration ENDING = Duration.ofSeconds(40);

  private final Consumer<String> listener;
  private final ScheduledThreadPoolExecutor thread;
  private final LongSupplier nanos;
  private int spent;

  /**
   * One that has started nothing yet.
   *
   * @param listener is told, in one line, what happens
   */
  Restarter(Consumer<String> listener) {
    this(listener, ownThread(), System::nanoTime);
  }

  Restarter(Consumer<String> listener, ScheduledThreadPoolExecutor thread, LongSupplier nanos) {
    this.listener = listener;
    this.thread = thread;
    this.nanos = nanos;
    thread.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
  }

  private static ScheduledThreadPoolExecutor ownThread() {
    return new ScheduledThreadPoolExecutor(
        1,
        task -> {
          Thread thread = new Thread(task, "triton-restart");
          thread.setDaemon(true);
          return thread;
        });
  }

  /**
   * Looks after a server that is ready now.
   *
   * @param end completes with its exit code
   */
  void watch(CompletableFuture<Integer> end, Server server) {
    long readyNanos = nanos.getAsLong();
    var unused = end.thenAccept(code -> thread.execute(() -> ended(code, readyNanos, server)));
  }

  private void ended(int code, long readyNanos, Server server) {
    if (!server.isWanted()) {
      return;
    }
    if (nanos.getAsLong() - readyNanos >= HEALTH.toNanos()) {
      spent = 0;
    }
    startLater("Triton ended (code " + code + ")", server);
  }

  private void startLater(String problem, Server server) {
    int most = PAUSE_SECONDS.length;
    if (spent == most) {
      listener.accept(problem + ": it was started again " + most + " times, and now stays away");
      return;
    }
    int pause = PAUSE_SECONDS[spent];
    spent++;
    listener.accept(
        problem + ": starting it again in " + pause + " s (" + spent + " of " + most + ")");
    var unused = thread.schedule(() -> start(server), pause, TimeUnit.SECONDS);
  }

  private void start(Server server) {
    try {
      if (server.start()) {
        listener.accept("Triton is ready again");
      }
    } catch (IOException | RuntimeException e) {
      if (!thread.isShutdown()) {
        startLater(String.valueOf(e.getMessage()), server);
      }
    }
  }

  /** Starts nothing from now on; returns when what it was starting is gone. */
  @Override
  public void close() {
    thread.shutdownNow();
    try {
      thread.awaitTermination(ENDING.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What is started again. */
  interface Server {
    /** Whether it should be there: nobody ended it, or started another in its place. */
    boolean isWanted();

    /**
     * Starts it if it is still wanted; returns whether it was, and then is ready.
     *
     * @throws IOException if it does not get ready; nothing of it is left
     */
    boolean start() throws IOException;
  }
}
