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
import java.util.Optional;

/**
 * Where it is said in which folder a followed model is now: a record of a topic, a row of a
 * registry.
 */
public interface ModelAnnouncements extends Serializable {

  /** What is listened to, for a person; equal only for what says the same. */
  String id();

  /**
   * Begins to listen, once a process.
   *
   * @throws IOException if that fails; the model of the launch answers meanwhile, and it is tried
   *     again
   */
  Listener listen() throws IOException;

  /** Listens. For one thread at a time, which may be interrupted. */
  interface Listener extends AutoCloseable {

    /**
     * The folder that was announced last; empty if none was, or that was taken back.
     *
     * @throws IOException if it cannot be known now; trying again may help. The wait is bounded
     */
    Optional<String> latest() throws IOException;

    /** Ends it. Throws nothing. */
    @Override
    void close();
  }
}
