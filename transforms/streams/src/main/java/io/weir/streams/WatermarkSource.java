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

/** What moves the watermark of a partition. */
public enum WatermarkSource {
  /**
   * The records alone, events and control records. Reading the same partition again gives the same
   * watermark at every record, and a run ends by itself at the end-of-time records. A partition
   * that nobody writes to holds back the whole pipeline: the producer must send control records.
   */
  RECORDS,

  /**
   * The records, and for a partition that is read to its end also the clock: its watermark is at
   * least the time of the last look at the partition's end less the allowed out-of-orderness, from
   * the start, even if the partition never held a record (which Beam's own policies require, <a
   * href="https://github.com/apache/beam/issues/20908">issue 20908</a>). For topics that others
   * write. A topic written in transactions ends in a commit marker, which the reader counts as a
   * record yet to come: there the clock does not move an idle partition.
   */
  CLOCK
}
