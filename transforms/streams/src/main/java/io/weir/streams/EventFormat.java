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

package io.weir.streams;

import java.io.Serializable;

/**
 * How the messages of one topic are read. Implementations are stateless, safe for use by many
 * threads, and pure: the same bytes always give the same answer, on any machine.
 *
 * @param <T> the message, immutable
 */
public interface EventFormat<T> extends Serializable {
  /**
   * Parses a record's value and checks the message's own fields. What only the whole record can
   * tell (key, headers, time of arrival) is checked by {@link ReadEvents}.
   *
   * @param value not to be changed or kept
   * @throws RejectedRecordException if the bytes are not the message, or break a rule of its
   *     contract. Any unchecked exception counts as {@code UNDECODABLE}.
   */
  T parse(byte[] value) throws RejectedRecordException;

  /** Returns when the event happened, in milliseconds since the epoch. */
  long eventTimeMillis(T message);
}
