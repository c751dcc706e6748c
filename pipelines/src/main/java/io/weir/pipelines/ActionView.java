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
package io.weir.pipelines;

/** What a person or a summary wants to know of one record of the actions topic. */
public interface ActionView {

  /** The id of the event that it answers. */
  String eventId();

  /** The event's time, in milliseconds since the epoch. */
  long eventTimeMillis();

  /** Whose event it was, such as a card; for a person's eye. */
  String entity();

  /** {@code pass}, {@code review} or {@code block}. */
  String decision();

  /** The model's raw score. */
  double score();

  /** The model's version. */
  String modelVersion();

  /** Who gave the final answer. */
  String lane();

  /** Whether another lane answered than the one that should have. */
  boolean degraded();

  /**
   * The whole action as one line of JSON.
   *
   * @param scoredTimeMillis from the record's header, in milliseconds since the epoch; negative
   *     where the record has none
   */
  String toJson(long scoredTimeMillis);
}
