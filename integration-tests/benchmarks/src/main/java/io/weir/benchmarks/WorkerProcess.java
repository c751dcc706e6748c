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
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A {@link Worker} in a process of its own, which lives for all runs of one contender. */
final class WorkerProcess implements AutoCloseable {
  private static final Duration CLOSING_PATIENCE = Duration.ofSeconds(10);
  private static final String HEAP = "-Xmx2g";

  private final Contender contender;
  private final Process process;
  private final PrintStream plans;
  private final BufferedReader answers;

  private WorkerProcess(Contender contender, Process process) {
    this.contender = contender;
    this.process = process;
    this.plans = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
    this.answers =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /**
   * Starts one with the Java and the class path of this process.
   *
   * @param log takes what it writes to standard error
   */
  static WorkerProcess start(Contender contender, Path log) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(opens());
    command.add(HEAP);
    // The profiler sees inlined methods only with these, and they cost nothing without it.
    command.add("-XX:+UnlockDiagnosticVMOptions");
    command.add("-XX:+DebugNonSafepoints");
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(Worker.class.getName());
    command.add(contender.name());
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.to(log.toFile())).start();
    return new WorkerProcess(contender, process);
  }

  private static List<String> opens() {
    List<String> opens = new ArrayList<>();
    for (String argument : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
      if (argument.startsWith("--add-opens")) {
        opens.add(argument);
      }
    }
    return opens;
  }

  /**
   * Runs a plan and waits for its end, which the worker bounds.
   *
   * @throws IllegalStateException if the run failed or the process died
   */
  void run(RunPlan plan) throws IOException {
    plans.println(plan.toLine());
    @Nullable String answer = answers.readLine();
    if (answer == null) {
      throw new IllegalStateException("the process of " + contender.label() + " died");
    }
    if (!answer.equals(Worker.DONE)) {
      throw new IllegalStateException(contender.label() + " failed: " + answer);
    }
  }

  /** Ends the process, with force where it does not go by itself. */
  @Override
  public void close() {
    plans.close();
    try {
      if (!process.waitFor(CLOSING_PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
