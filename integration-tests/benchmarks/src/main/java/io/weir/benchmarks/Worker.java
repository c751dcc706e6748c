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

package io.weir.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The main class of a contender's process: runs the plans that come in line by line, and says when
 * each is done. Ends when its input does, so it does not outlive the benchmark.
 */
public final class Worker {
  static final String DONE = "weir-run-done";
  static final String FAILED = "weir-run-failed ";

  private Worker() {}

  /** Takes the contender's name. */
  public static void main(String[] arguments) throws IOException {
    Contender contender = Contender.valueOf(arguments[0]);
    PrintStream answers = System.out;
    // What libraries print must not look like an answer.
    System.setOut(System.err);
    Logger.getLogger("").setLevel(Level.WARNING);
    BufferedReader plans =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = plans.readLine(); line != null; line = plans.readLine()) {
      answers.println(answer(contender, RunPlan.parse(line)));
      answers.flush();
    }
    // Threads that a library leaves behind must not keep the process.
    System.exit(0);
  }

  private static String answer(Contender contender, RunPlan plan) {
    try (StackSamples samples = StackSamples.into(plan.profile())) {
      contender.run(plan);
      samples.stop();
      return DONE;
    } catch (Exception | LinkageError e) {
      e.printStackTrace();
      return FAILED + String.valueOf(e).replace('\n', ' ');
    }
  }
}
