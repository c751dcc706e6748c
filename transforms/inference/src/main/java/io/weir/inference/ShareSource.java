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

import java.io.Serializable;
import java.time.Duration;

/**
 * Where the share of a canary comes from, which may change while a pipeline runs. It is asked when
 * a bundle begins, so that a bundle sees one share; workers may see a change a little before each
 * other.
 *
 * <p>An own one is asked often: it must answer at once, from memory. Where it throws or gives a
 * number that is no share, the share stays as it is; the metric {@code num_refused_shares} counts
 * that.
 */
public interface ShareSource extends Serializable {

  /** The share of the keys now, from 0 to 1. */
  double share();

  /** How many shares were refused since this was asked last, for the metric. */
  default long refused() {
    return 0;
  }

  /**
   * Always the same.
   *
   * @throws IllegalArgumentException if it is not between 0 and 1
   */
  static ShareSource fixed(double share) {
    return new FixedShare(share);
  }

  /**
   * The number that stands in a file, such as {@code 0.05}, read again and again in the background.
   * Where it cannot be read or is no share, the last one stays, a line is logged, and the metric
   * {@code num_refused_shares} counts.
   *
   * <p>One thread a process reads all such files: one on a file system that hangs holds up the
   * others, never a bundle. A worker that starts waits up to 10 seconds for its first reading, and
   * begins with the share that stood in the file when the pipeline was launched if that takes
   * longer or fails.
   *
   * @param location a path, or a URI of any file system that Beam has been given; at most 1 KiB;
   *     readable from here and from the workers
   * @param every how often it is read: 100 milliseconds to 1 day
   * @throws IllegalArgumentException if the file holds no share now, or another interval is given
   */
  static ShareSource fromFile(String location, Duration every) {
    return FileShare.read(location, every);
  }
}
