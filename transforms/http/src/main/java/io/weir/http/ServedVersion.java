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
package io.weir.http;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The version that a server serves, as it said last. A server that does not answer is taken to
 * serve the same as before. Safe for use by several threads.
 */
final class ServedVersion {
  private static final Logger LOG = LoggerFactory.getLogger(ServedVersion.class);

  private final ServingStatus status;
  private volatile String known;

  private ServedVersion(ServingStatus status, String known) {
    this.status = status;
    this.known = known;
  }

  /** Asks, and waits for the answer. */
  static ServedVersion ask(ServingStatus status) throws IOException {
    return new ServedVersion(status, status.ask());
  }

  /** What the server said last. */
  String known() {
    return known;
  }

  /** Asks again and again, until the scheduler is shut down. */
  void follow(ScheduledExecutorService scheduler, Duration interval) {
    long nanos = interval.toNanos();
    var unused =
        scheduler.scheduleWithFixedDelay(
            () -> {
              var unusedAnswer = status.askLater(interval).whenComplete(this::learn);
            },
            nanos,
            nanos,
            TimeUnit.NANOSECONDS);
  }

  private void learn(@Nullable String now, @Nullable Throwable failure) {
    if (now == null) {
      LOG.debug("The version of {} is not known anew, {} is kept", status, known, failure);
    } else if (!now.equals(known)) {
      LOG.info("The version of {} is {}, no longer {}", status, now, known);
      known = now;
    }
  }
}
