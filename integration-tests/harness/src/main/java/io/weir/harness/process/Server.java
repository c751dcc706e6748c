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
package io.weir.harness.process;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/** A process that serves from its folder, and may be killed and started again there. */
final class Server {
  private final String what;
  private final Duration patience;
  private final OwnFolder folder;
  private final Supplier<JavaProcess> launching;
  private final Callable<Boolean> serving;
  private JavaProcess process;

  /**
   * Starts it; returns when it serves. If it does not, nothing of it is left.
   *
   * @param what completes "no ... within", such as {@code Kafka that takes connections}
   * @param launching starts the process, as often as it is asked
   * @param serving looks whether it serves
   * @throws AssertionError if it does not within {@code patience}
   */
  Server(
      String what,
      Duration patience,
      OwnFolder folder,
      Supplier<JavaProcess> launching,
      Callable<Boolean> serving) {
    this.what = what;
    this.patience = patience;
    this.folder = folder;
    this.launching = launching;
    this.serving = serving;
    try {
      this.process = launching.get();
    } catch (RuntimeException | Error e) {
      folder.close();
      throw e;
    }
    try {
      awaitServing();
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  private void awaitServing() {
    try {
      Waiting.until(
          what,
          patience,
          () -> {
            process.checkAlive();
            return serving.call();
          },
          serves -> serves);
    } catch (AssertionError e) {
      if (!process.alive()) {
        throw e;
      }
      throw new AssertionError(
          e.getMessage() + "; its log ends with\n" + process.tail(), e.getCause());
    }
  }

  long pid() {
    return process.pid();
  }

  void kill() {
    process.kill();
  }

  /** Starts it again; returns when it serves. */
  void restart() {
    process.stop();
    process = launching.get();
    awaitServing();
  }

  /** Stops it, and deletes its folder if it is a temporary one. */
  void close() {
    process.stop();
    folder.close();
  }
}
