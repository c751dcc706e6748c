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
package io.weir.launcher.launch;

import io.weir.launcher.run.NotDoneException;
import java.util.List;
import java.util.Map;

/** A job of a {@link RemoteRunner}, whether it runs or has ended. */
public interface RemoteJob {

  /** The runner's id of it. */
  String id();

  /** A page that shows it. */
  String url();

  /** How it is, a line each; the first begins with the runner's word for its state. */
  List<String> status();

  /**
   * The options that it was launched with, by Beam name, as texts.
   *
   * @throws NotDoneException if the runner does not say: one line
   */
  Map<String, String> options();

  /**
   * Writes its state down while it runs on.
   *
   * @return where
   * @throws NotDoneException if it could not: one line
   */
  String savepoint() throws InterruptedException;

  /**
   * Lets it answer what it has taken in, and take in nothing more; returns when it has ended.
   *
   * @throws NotDoneException if it could not: one line
   */
  void drain() throws InterruptedException;

  /**
   * Stops it at once; returns when it has ended.
   *
   * @throws NotDoneException if it could not: one line
   */
  void stop() throws InterruptedException;
}
