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
package io.weir.harness;

import io.weir.harness.process.LeakCheck;
import java.util.ServiceLoader;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.AssumptionViolatedException;
import org.junit.runners.model.Statement;

/**
 * Runs a test for one cell, says what became of it and judges it by what its runner can do. What
 * the test leaves behind in this process fails it, but for what its runner's profile declares.
 */
final class CellStatement extends Statement {
  private final CellPlan plan;
  private final String test;
  private final Agreement agreement;
  private final Body body;

  CellStatement(CellPlan plan, String test, Agreement agreement, Body body) {
    this.plan = plan;
    this.test = test;
    this.agreement = agreement;
    this.body = body;
  }

  @Override
  public void evaluate() throws Throwable {
    Cell cell = new Cell(plan, test, agreement);
    long started = System.nanoTime();
    Throwable around = null;
    Throwable failure = null;
    try {
      Executions.named(plan.runner().execution()).prepare();
      LeakCheck leaks =
          LeakCheck.create().grace(plan.runner().grace()).allowing(plan.runner()::leaves);
      failure = failureOfTest(cell);
      leaks.close();
    } catch (RuntimeException | AssertionError e) {
      around = e;
    }
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started);
    RunnerProfile.Limit limit = plan.limit();
    if (limit != null && failure == null && around == null) {
      around = new AssertionError("the limit is stale, the test passes: " + limit);
    }
    if (failure != null && limit == null) {
      if (around != null) {
        failure.addSuppressed(around);
      }
      around = failure;
    }
    if (around != null) {
      log(cell, MatrixLog.Result.FAILED, String.valueOf(around.getMessage()), millis);
      throw around;
    }
    if (limit != null) {
      log(cell, MatrixLog.Result.CANNOT, limit.toString(), millis);
      return;
    }
    RunnerProfile.Limit translated = plan.runner().limit(Capability.EXECUTION);
    if (translated == null) {
      log(cell, MatrixLog.Result.PASSED, "", millis);
    } else {
      log(cell, MatrixLog.Result.TRANSLATED, translated.toString(), millis);
    }
  }

  private void log(Cell cell, MatrixLog.Result result, String reason, long millis) {
    MatrixLog.cell(test, plan, result, reason, millis, cell.latency());
  }

  private @Nullable Throwable failureOfTest(Cell cell) {
    try {
      body.run(cell);
      if (cell.runs() == 0) {
        return new AssertionError("the test never runs a job");
      }
    } catch (NoOutputException e) {
      // As far as this runner goes here.
    } catch (AssumptionViolatedException e) {
      return new AssertionError(
          "the test skips itself; what it needs must be declared: " + e.getMessage(), e);
    } catch (Throwable e) {
      return e;
    }
    for (Invariant invariant : ServiceLoader.load(Invariant.class)) {
      String violation = invariant.violation();
      if (violation != null) {
        return new AssertionError(violation);
      }
    }
    return null;
  }

  /** The test's own code. */
  interface Body {
    void run(Cell cell) throws Throwable;
  }
}
