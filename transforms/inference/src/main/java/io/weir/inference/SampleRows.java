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
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Rows whose scores are known: what a model must make of them before it may answer. An immutable
 * value, read from the field {@code samples} of {@code model.json}.
 */
public final class SampleRows implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final Duration DEADLINE = Duration.ofMinutes(1);

  private final float[][] rows;
  private final double[] scores;
  private final double tolerance;

  SampleRows(float[][] rows, double[] scores, double tolerance) {
    this.rows = rows;
    this.scores = scores;
    this.tolerance = tolerance;
  }

  /** How many there are, at least one. */
  public int size() {
    return rows.length;
  }

  /**
   * Has a model score them, in batches as large as it takes, each within a minute.
   *
   * @throws InvalidModelException if a score is missing, not a finite number, or differs by more
   *     than the tolerance: one line that names the row
   * @throws InterruptedException if the thread is interrupted while it waits
   */
  public void check(Model model) throws InterruptedException {
    FeatureRows all = FeatureRows.copyOf(rows);
    int most = model.description().maxBatch();
    for (int from = 0; from < rows.length; from += most) {
      int to = Math.min(from + most, rows.length);
      compare(model, from, to, score(model, all.slice(from, to)));
    }
  }

  private static Scores score(Model model, FeatureRows batch) throws InterruptedException {
    Throwable cause;
    try {
      return model.score(batch, DEADLINE).get(DEADLINE.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      cause = e.getCause() == null ? e : e.getCause();
    } catch (TimeoutException | CancellationException e) {
      cause = e;
    }
    throw new InvalidModelException(
        "model " + model.description() + ": cannot score its sample rows: " + cause, cause);
  }

  private void compare(Model model, int from, int to, Scores found) {
    if (found.rows() != to - from) {
      throw new InvalidModelException(
          String.format(
              "model %s: gives %d scores for its sample rows %d to %d; allowed: one a row",
              model.description(), found.rows(), from, to - 1));
    }
    for (int sample = from; sample < to; sample++) {
      float score = found.score(sample - from);
      // Written so that what is not a number is refused too.
      if (!(Math.abs(score - scores[sample]) <= tolerance)) {
        throw new InvalidModelException(
            String.format(
                "model %s: scores sample row %d with %s; allowed: %s, which its manifest says, or"
                    + " %s more or less",
                model.description(), sample, score, scores[sample], tolerance));
      }
    }
  }
}
