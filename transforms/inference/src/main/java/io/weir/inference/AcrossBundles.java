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

import static io.weir.inference.Arguments.require;

import java.io.Serializable;
import java.time.Duration;

/**
 * How rows are collected across bundles, where bundles are small: on the Direct runner, on
 * Dataflow, and wherever elements trickle. Immutable.
 *
 * <p>Elements wait in the state of a shard until there are enough of them or the first has waited
 * long enough, and hold the watermark meanwhile. A shuffle and a state are the price: where bundles
 * are large, the bundle is the better batch.
 */
public final class AcrossBundles implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int MOST_SHARDS = 1 << 16;
  private static final int MOST_ROWS = 1 << 16;
  private static final long MOST_BYTES = 1L << 30;
  private static final Duration LONGEST_WAIT = Duration.ofHours(1);

  private final int shards;
  private final int maxRows;
  private final long maxBytes;
  private final Duration maxWait;

  private AcrossBundles(Builder builder) {
    this.shards = builder.shards;
    this.maxRows = builder.maxRows;
    this.maxBytes = builder.maxBytes;
    this.maxWait = builder.maxWait;
  }

  /** Starts from the defaults, which each setter names. */
  public static Builder builder() {
    return new Builder();
  }

  int shards() {
    return shards;
  }

  int maxRows() {
    return maxRows;
  }

  long maxBytes() {
    return maxBytes;
  }

  Duration maxWait() {
    return maxWait;
  }

  @Override
  public String toString() {
    return shards + " shards of " + maxRows + " rows, " + maxBytes + " bytes, " + maxWait;
  }

  /** Collects the settings. */
  public static final class Builder {
    private int shards = 4;
    private int maxRows = 64;
    private long maxBytes = 1 << 20;
    private Duration maxWait = Duration.ofMillis(100);

    private Builder() {}

    /**
     * How many shards collect side by side, which bounds how many workers score; elements of one
     * key ({@link Score#keys}) are in one shard and stay in order. 4 unless set.
     */
    public Builder shards(int shards) {
      require(
          shards >= 1 && shards <= MOST_SHARDS,
          "shards is %s; allowed: 1 to %s",
          shards,
          MOST_SHARDS);
      this.shards = shards;
      return this;
    }

    /** With how many rows a shard's batch is full; 64 unless set. */
    public Builder maxRows(int maxRows) {
      require(
          maxRows >= 1 && maxRows <= MOST_ROWS,
          "maxRows is %s; allowed: 1 to %s",
          maxRows,
          MOST_ROWS);
      this.maxRows = maxRows;
      return this;
    }

    /**
     * With how many bytes, as the coder of the elements writes them with their timestamps; 1 MiB
     * unless set.
     */
    public Builder maxBytes(long maxBytes) {
      require(
          maxBytes >= 1 && maxBytes <= MOST_BYTES,
          "maxBytes is %s; allowed: 1 to %s",
          maxBytes,
          MOST_BYTES);
      this.maxBytes = maxBytes;
      return this;
    }

    /** How long the first of a batch may wait, in processing time; 100 ms unless set. */
    public Builder maxWait(Duration maxWait) {
      require(
          maxWait.toMillis() >= 1 && maxWait.compareTo(LONGEST_WAIT) <= 0,
          "maxWait is %s; allowed: 1 ms to %s",
          maxWait,
          LONGEST_WAIT);
      this.maxWait = maxWait;
      return this;
    }

    /** The settings. */
    public AcrossBundles build() {
      return new AcrossBundles(this);
    }
  }
}
