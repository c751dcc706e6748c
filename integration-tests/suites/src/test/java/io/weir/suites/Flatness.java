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
package io.weir.suites;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * Whether a process holds no more from job to job. A figure grows if the line of least squares
 * through its values rises by more than is allowed for each job: far less than what a job that
 * leaves one class loader or thread behind adds, and above what a process that settles adds for a
 * while.
 */
final class Flatness {
  private static final double CLASS_LOADERS = 0.2;
  private static final double THREADS = 0.5;
  private static final double METASPACE_MEBIBYTES = 0.3;
  private static final double RESIDENT_MEBIBYTES = 3;

  private Flatness() {}

  /** What grows, a line each; empty where nothing does. */
  static List<String> growing(List<ProcessFigures> jobs) {
    List<String> growing = new ArrayList<>();
    check("class loaders", ProcessFigures::classLoaders, CLASS_LOADERS, jobs, growing);
    check(
        "MiB of metaspace", ProcessFigures::metaspaceMebibytes, METASPACE_MEBIBYTES, jobs, growing);
    check("threads", ProcessFigures::threads, THREADS, jobs, growing);
    check("MiB resident", ProcessFigures::residentMebibytes, RESIDENT_MEBIBYTES, jobs, growing);
    return growing;
  }

  private static void check(
      String what,
      ToDoubleFunction<ProcessFigures> figure,
      double allowed,
      List<ProcessFigures> jobs,
      List<String> growing) {
    double[] values = jobs.stream().mapToDouble(figure).toArray();
    double slope = slope(values);
    if (slope > allowed) {
      growing.add(
          String.format(
                  Locale.ROOT, "%s: %.2f more with each job, at most %.2f: ", what, slope, allowed)
              + Arrays.toString(values));
    }
  }

  private static double slope(double[] values) {
    double middle = (values.length - 1) / 2.0;
    double products = 0;
    double squares = 0;
    for (int i = 0; i < values.length; i++) {
      products += (i - middle) * values[i];
      squares += (i - middle) * (i - middle);
    }
    return squares == 0 ? 0 : products / squares;
  }
}
