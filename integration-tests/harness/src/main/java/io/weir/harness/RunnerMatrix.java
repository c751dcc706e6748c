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

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.notification.RunNotifier;
import org.junit.runners.BlockJUnit4ClassRunner;
import org.junit.runners.model.FrameworkMethod;
import org.junit.runners.model.InitializationError;
import org.junit.runners.model.Statement;
import org.junit.runners.model.TestClass;

/**
 * Runs each test on every runner of the class path, with every bundle size and fault of its {@link
 * Dimensions}: each combination is a test of its own, and gets its {@link Cell}.
 *
 * <pre>{@code
 * @RunWith(RunnerMatrix.class)
 * public final class WordCountsSpec {
 *   @Test
 *   @Needs(Capability.WATERMARKS)
 *   public void wordsAreCountedByTheMinute(Cell cell) throws Exception {
 *     Outputs outputs = cell.job().source("words", WORDS).sink("counts", COUNTS).run(...);
 *     assertThat(outputs.lines("counts"), contains(...));
 *   }
 * }
 * }</pre>
 *
 * <p>What a runner cannot do is in its data file, with the reason. A test that needs it is left out
 * there, and the report says why; or, where it can be tried, it is run and must fail, so that a
 * limit that is gone is noticed. A test that skips itself fails.
 *
 * <p>System properties: {@code weir.matrix.runners} lists runners, {@code weir.matrix.slice=true}
 * takes a quiet run and one fault of each test, {@code weir.matrix.only} takes the cells whose name
 * contains it, {@code weir.matrix.seed} takes the place of the seeds, {@code weir.matrix.report} is
 * the folder for the report.
 */
public final class RunnerMatrix extends BlockJUnit4ClassRunner {
  private final Agreement agreement = new Agreement();
  private @Nullable List<CellMethod> cells;

  /**
   * Used by JUnit.
   *
   * @throws InitializationError if a test is not public, or does not take a {@link Cell}
   */
  public RunnerMatrix(Class<?> test) throws InitializationError {
    super(test);
  }

  @Override
  protected List<FrameworkMethod> computeTestMethods() {
    // Asked for by the constructor above, before a field here could be set.
    List<FrameworkMethod> run = new ArrayList<>();
    for (CellMethod cell : cells()) {
      if (cell.plan.isRun()) {
        run.add(cell);
      }
    }
    return run;
  }

  private List<CellMethod> cells() {
    if (cells == null) {
      cells = expand(getTestClass());
    }
    return cells;
  }

  private static List<CellMethod> expand(TestClass test) {
    boolean slice = Boolean.getBoolean("weir.matrix.slice");
    String only = System.getProperty("weir.matrix.only", "");
    List<CellMethod> cells = new ArrayList<>();
    for (FrameworkMethod method : test.getAnnotatedMethods(Test.class)) {
      Dimensions dimensions = dimensions(test, method);
      for (RunnerProfile runner : RunnerProfile.present()) {
        String name = name(test, method);
        for (CellPlan plan : CellPlan.of(name, runner, dimensions, needs(test, method), slice)) {
          CellMethod cell = new CellMethod(method.getMethod(), plan);
          if ((name + cell).contains(only)) {
            cells.add(cell);
          }
        }
      }
    }
    return cells;
  }

  private static String name(TestClass test, FrameworkMethod method) {
    return test.getJavaClass().getSimpleName() + "." + method.getMethod().getName();
  }

  private static Dimensions dimensions(TestClass test, FrameworkMethod method) {
    Dimensions own = method.getAnnotation(Dimensions.class);
    if (own != null) {
      return own;
    }
    Dimensions all = test.getAnnotation(Dimensions.class);
    return all != null ? all : Unannotated.class.getAnnotation(Dimensions.class);
  }

  private static Set<Capability> needs(TestClass test, FrameworkMethod method) {
    Set<Capability> needs = EnumSet.noneOf(Capability.class);
    for (Needs found :
        new Needs[] {test.getAnnotation(Needs.class), method.getAnnotation(Needs.class)}) {
      if (found != null) {
        needs.addAll(Arrays.asList(found.value()));
      }
    }
    return needs;
  }

  /** Without JUnit's check that there is a test: perhaps no runner here can run any. */
  @Override
  @SuppressWarnings("deprecation") // JUnit offers no other place to leave the check out.
  protected void validateInstanceMethods(List<Throwable> errors) {
    validatePublicVoidNoArgMethods(After.class, false, errors);
    validatePublicVoidNoArgMethods(Before.class, false, errors);
    validateTestMethods(errors);
  }

  @Override
  protected void validateTestMethods(List<Throwable> errors) {
    for (FrameworkMethod method : getTestClass().getAnnotatedMethods(Test.class)) {
      Method test = method.getMethod();
      if (!Modifier.isPublic(test.getModifiers())
          || test.getReturnType() != void.class
          || !Arrays.equals(test.getParameterTypes(), new Class<?>[] {Cell.class})) {
        errors.add(new Exception(test + " must be public, void and take a Cell"));
      }
    }
  }

  @Override
  protected String testName(FrameworkMethod method) {
    return method.getMethod().getName() + method;
  }

  @Override
  protected Statement methodInvoker(FrameworkMethod method, Object test) {
    CellMethod cell = (CellMethod) method;
    return new CellStatement(
        cell.plan,
        name(getTestClass(), method),
        agreement,
        given -> method.invokeExplosively(test, given));
  }

  @Override
  public void run(RunNotifier notifier) {
    for (CellMethod cell : cells()) {
      if (!cell.plan.isRun()) {
        MatrixLog.cell(
            name(getTestClass(), cell),
            cell.plan,
            MatrixLog.Result.CANNOT,
            String.valueOf(cell.plan.limit()),
            0,
            new Latency());
      }
    }
    if (!computeTestMethods().isEmpty()) {
      super.run(notifier);
    }
  }

  /** A test method for one cell. */
  private static final class CellMethod extends FrameworkMethod {
    private final CellPlan plan;

    CellMethod(Method method, CellPlan plan) {
      super(method);
      this.plan = plan;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return this == other;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(this);
    }

    @Override
    public String toString() {
      return "[" + plan + "]";
    }
  }

  /** Has the defaults of the annotation. */
  @Dimensions
  private static final class Unannotated {}
}
