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
package io.weir.harness.stream;

import io.weir.harness.fault.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.util.CoderUtils;
import org.apache.beam.sdk.values.TimestampedValue;
import org.joda.time.Instant;

/**
 * A stream as a test writes it down: elements with their event times, moves of the watermark,
 * pauses, in one or more splits that are read independently. After its last step a split's
 * watermark is at the end of time.
 *
 * <pre>{@code
 * Script<String> words =
 *     Script.of(StringUtf8Coder.of())
 *         .at(10_000, "later")
 *         .at(5_000, "out of order")
 *         .watermark(12_000)
 *         .late(3_000, "too late")
 *         .split()
 *         .watermark(60_000) // a split without an element
 *         .build();
 * }</pre>
 *
 * <p>A late element is given behind the watermark of its split; whether a transform sees it as late
 * depends on how soon the runner carries the watermark there.
 *
 * @param <T> the element; the coder must be deterministic if the test compares it
 */
public final class Script<T> {
  /** Elements that a fault from outside finds behind the checkpoint, if there are so many. */
  private static final int BEHIND_CHECKPOINT = 3;

  private final Coder<T> coder;
  private final List<List<Step>> splits;

  Script(Coder<T> coder, List<List<Step>> splits) {
    this.coder = coder;
    this.splits = splits;
  }

  /** Starts one, in its first split. */
  public static <T> Builder<T> of(Coder<T> coder) {
    return new Builder<>(coder);
  }

  /** The coder of its elements. */
  public Coder<T> coder() {
    return coder;
  }

  /** How many elements it has. */
  public int size() {
    int size = 0;
    for (List<Step> split : splits) {
      size += elements(split);
    }
    return size;
  }

  /** How many elements its first split has. */
  public int sizeOfFirstSplit() {
    return elements(splits.get(0));
  }

  /** All elements, split after split, as a bounded collection has them. */
  public List<TimestampedValue<T>> elements() {
    List<TimestampedValue<T>> elements = new ArrayList<>();
    for (List<Step> split : splits) {
      for (Step step : split) {
        if (step.kind() == Step.Kind.ELEMENT) {
          elements.add(
              TimestampedValue.of(
                  decode(coder, step.element()), Instant.ofEpochMilli(step.millis())));
        }
      }
    }
    return elements;
  }

  /** The same stream in another order that no watermark tells from this one. */
  public Script<T> shuffled(Random random) {
    return rewritten(
        between -> {
          List<Step> shuffled = new ArrayList<>(between);
          Collections.shuffle(shuffled, random);
          return shuffled;
        });
  }

  /** The same stream with about every third element given twice. */
  public Script<T> duplicated(Random random) {
    return rewritten(
        between -> {
          List<Step> twice = new ArrayList<>(between);
          for (Step step : between) {
            if (step.kind() == Step.Kind.ELEMENT && random.nextInt(3) == 0) {
              twice.add(step);
            }
          }
          return twice;
        });
  }

  /**
   * The same stream whose first split waits for what a fault needs: before an element for a
   * checkpoint, a little later for a fault that comes from outside.
   */
  Script<T> waitingFor(Fault fault, int element) {
    int later = Math.min(element + BEHIND_CHECKPOINT, sizeOfFirstSplit() - 1);
    List<Step> first = new ArrayList<>();
    int seen = 0;
    for (Step step : splits.get(0)) {
      if (step.kind() == Step.Kind.ELEMENT) {
        if (fault.needsCheckpoint() && seen == element) {
          first.add(Step.checkpoint());
        }
        if (fault.comesFromOutside() && seen == later) {
          first.add(Step.fault());
        }
        seen++;
      }
      first.add(step);
    }
    List<List<Step>> changed = new ArrayList<>(splits);
    changed.set(0, first);
    return new Script<>(coder, changed);
  }

  List<List<Step>> splits() {
    return splits;
  }

  /** Rewrites what lies between two moves of the watermark. */
  private Script<T> rewritten(Rewriting rewriting) {
    List<List<Step>> changed = new ArrayList<>();
    for (List<Step> split : splits) {
      List<Step> steps = new ArrayList<>();
      List<Step> between = new ArrayList<>();
      for (Step step : split) {
        if (step.kind() == Step.Kind.WATERMARK) {
          steps.addAll(rewriting.rewrite(between));
          steps.add(step);
          between.clear();
        } else {
          between.add(step);
        }
      }
      steps.addAll(rewriting.rewrite(between));
      changed.add(steps);
    }
    return new Script<>(coder, changed);
  }

  private static int elements(List<Step> split) {
    int size = 0;
    for (Step step : split) {
      if (step.kind() == Step.Kind.ELEMENT) {
        size++;
      }
    }
    return size;
  }

  static <T> T decode(Coder<T> coder, byte[] bytes) {
    try {
      return CoderUtils.decodeFromByteArray(coder, bytes);
    } catch (CoderException e) {
      throw new IllegalStateException("the coder does not read what it wrote: " + coder, e);
    }
  }

  private interface Rewriting {
    List<Step> rewrite(List<Step> between);
  }

  /** Writes a script, step by step. */
  public static final class Builder<T> {
    private final Coder<T> coder;
    private final List<List<Step>> splits = new ArrayList<>();
    private List<Step> steps = new ArrayList<>();
    private long watermark = Long.MIN_VALUE;

    private Builder(Coder<T> coder) {
      this.coder = coder;
    }

    /**
     * Adds an element.
     *
     * @param timestampMillis its event time in epoch milliseconds, not behind the watermark
     * @throws IllegalArgumentException if it is behind the watermark
     */
    public Builder<T> at(long timestampMillis, T element) {
      if (timestampMillis < watermark) {
        throw new IllegalArgumentException(
            "the element's time is "
                + timestampMillis
                + ", must not be behind the watermark "
                + watermark
                + "; one that is meant to be is written with late()");
      }
      return add(timestampMillis, element);
    }

    /**
     * Adds an element behind the watermark.
     *
     * @throws IllegalArgumentException if it is not behind the watermark
     */
    public Builder<T> late(long timestampMillis, T element) {
      if (timestampMillis >= watermark) {
        throw new IllegalArgumentException(
            "the late element's time is "
                + timestampMillis
                + ", must be behind the watermark "
                + watermark);
      }
      return add(timestampMillis, element);
    }

    private Builder<T> add(long timestampMillis, T element) {
      try {
        steps.add(Step.element(timestampMillis, CoderUtils.encodeToByteArray(coder, element)));
      } catch (CoderException e) {
        throw new IllegalArgumentException("the coder cannot write the element: " + element, e);
      }
      return this;
    }

    /**
     * Moves the watermark of this split.
     *
     * @throws IllegalArgumentException if it would go back
     */
    public Builder<T> watermark(long timestampMillis) {
      if (timestampMillis < watermark) {
        throw new IllegalArgumentException(
            "the watermark is " + timestampMillis + ", must not go back from " + watermark);
      }
      watermark = timestampMillis;
      steps.add(Step.watermark(timestampMillis));
      return this;
    }

    /** Has no element for so long, in processing time; a whole number of milliseconds. */
    public Builder<T> pause(Duration duration) {
      steps.add(Step.pause(duration.toMillis()));
      return this;
    }

    /** Goes on in another split, with its own watermark. */
    public Builder<T> split() {
      splits.add(steps);
      steps = new ArrayList<>();
      watermark = Long.MIN_VALUE;
      return this;
    }

    /** Ends it. */
    public Script<T> build() {
      List<List<Step>> all = new ArrayList<>(splits);
      all.add(new ArrayList<>(steps));
      return new Script<>(coder, all);
    }
  }
}
