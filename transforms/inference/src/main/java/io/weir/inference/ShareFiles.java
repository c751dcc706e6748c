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
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The files with shares that this process reads again and again, in one daemon thread, as long as
 * somebody asks for them.
 */
final class ShareFiles {
  private static final ShareFiles PROCESS = new ShareFiles();
  private static final long FIRST_READING_SECONDS = 10;
  private static final long SHORTEST_IDLE_NANOS = TimeUnit.MINUTES.toNanos(10);

  private final ConcurrentMap<String, Watch> watches = new ConcurrentHashMap<>();
  private final ScheduledThreadPoolExecutor reader;

  private ShareFiles() {
    reader =
        new ScheduledThreadPoolExecutor(
            1,
            work -> {
              Thread thread = new Thread(work, "weir-shares");
              thread.setDaemon(true);
              return thread;
            });
    reader.setRemoveOnCancelPolicy(true);
    reader.setKeepAliveTime(1, TimeUnit.MINUTES);
    reader.allowCoreThreadTimeOut(true);
  }

  static ShareFiles ofProcess() {
    return PROCESS;
  }

  /** The share in a file; waits a while if it is the first to ask. */
  WatchedShare watch(String location, Duration every, double first) {
    String name = location + " every " + every;
    Watch watch = watches.computeIfAbsent(name, unused -> new Watch(name, location, every, first));
    watch.awaitFirstReading();
    return watch.share;
  }

  private final class Watch {
    final WatchedShare share;
    private final String name;
    private final long idleNanos;
    private final CountDownLatch read = new CountDownLatch(1);
    private final ScheduledFuture<?> readings;

    Watch(String name, String location, Duration every, double first) {
      this.name = name;
      this.share = new WatchedShare(location, first, FileShare::read, System::nanoTime);
      this.idleNanos = Math.max(SHORTEST_IDLE_NANOS, every.toNanos());
      this.readings =
          reader.scheduleWithFixedDelay(this::refresh, 0, every.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void refresh() {
      share.refresh();
      read.countDown();
      if (share.retireAfter(idleNanos)) {
        watches.remove(name, this);
        readings.cancel(false);
      }
    }

    void awaitFirstReading() {
      try {
        // Without one, the launch's share holds until it comes.
        boolean unused = read.await(FIRST_READING_SECONDS, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
