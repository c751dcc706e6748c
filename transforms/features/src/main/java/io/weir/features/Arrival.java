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
package io.weir.features;

/** When an event is answered, and in which order. */
public enum Arrival {
  /**
   * At once, from what is known so far. The lowest latency; events that come behind the watermark
   * are answered too. No order is promised, and the numbers depend on what has arrived.
   */
  ON_ARRIVAL,

  /**
   * Once the watermark has passed the event, in the total order of its key. The numbers and the
   * order of a key's output depend on the events alone, never on the order of their arrival.
   */
  EVENT_TIME
}
