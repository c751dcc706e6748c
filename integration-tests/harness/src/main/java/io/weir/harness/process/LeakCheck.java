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
package io.weir.harness.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.junit.rules.TestRule;
import org.junit.runner.Description;
import org.junit.runners.model.Statement;

/**
 * Fails a test that leaves something behind: threads, child processes, ports that it listens on,
 * open files, and what it put into folders that are watched. What was there before the test does
 * not count, and what goes away within a time of grace, 10 s by default, does not either.
 *
 * <pre>{@code
 * @Rule public final LeakCheck leaks = LeakCheck.create();
 * }</pre>
 *
 * <p>or, around a part of a test,
 *
 * <pre>{@code
 * try (LeakCheck leaks = LeakCheck.create().begin()) {
 *   use();
 * }
 * }</pre>
 *
 * <p>Around the rules of the resources that a test has it must be the outermost. Ports and open
 * files are known on Linux only; elsewhere they are not looked at. Jars and libraries that classes
 * were loaded from are no leak, nor are threads that the JDK keeps for itself. Native memory is not
 * looked at: what a process has of it never shrinks predictably.
 */
public final class LeakCheck implements TestRule, AutoCloseable {
  private static final Duration GRACE = Duration.ofSeconds(10);

  private final Duration grace;
  private final Predicate<String> allowed;
  private final List<Path> folders;
  private Footprint before;

  private LeakCheck(
      Duration grace, Predicate<String> allowed, List<Path> folders, Footprint before) {
    this.grace = grace;
    this.allowed = allowed;
    this.folders = List.copyOf(folders);
    this.before = before;
  }

  /** One that counts from now, or from the start of the test whose rule it is. */
  public static LeakCheck create() {
    return new LeakCheck(GRACE, thing -> false, List.of(), Footprint.now(List.of()));
  }

  /** Like this one, but with another time of grace. */
  public LeakCheck grace(Duration value) {
    return new LeakCheck(value, allowed, folders, before);
  }

  /**
   * Like this one, but also lets these be.
   *
   * @param things are asked with lines of the failure, such as {@code thread "worker-1"}
   */
  public LeakCheck allowing(Predicate<String> things) {
    return new LeakCheck(grace, allowed.or(things), folders, before);
  }

  /** Like this one, but counts from now, and also what lies in a folder that no others use. */
  public LeakCheck watching(Path folder) {
    List<Path> all = new ArrayList<>(folders);
    all.add(folder);
    return new LeakCheck(grace, allowed, all, Footprint.now(all));
  }

  /** Counts from now. */
  public LeakCheck begin() {
    before = Footprint.now(folders);
    return this;
  }

  @Override
  public Statement apply(Statement test, Description description) {
    return new Statement() {
      @Override
      public void evaluate() throws Throwable {
        begin();
        try {
          test.evaluate();
        } catch (Throwable failure) {
          try {
            close();
          } catch (AssertionError leak) {
            failure.addSuppressed(leak);
          }
          throw failure;
        }
        close();
      }
    };
  }

  /**
   * Looks whether anything is left.
   *
   * @throws AssertionError that names each thing that is, after the time of grace
   */
  @Override
  public void close() {
    try {
      Waiting.until("end of what was begun", grace, this::left, Collection::isEmpty);
    } catch (AssertionError e) {
      List<String> left = left();
      if (!left.isEmpty()) {
        throw new AssertionError("left behind: " + String.join("; ", left), e);
      }
    }
  }

  private List<String> left() {
    List<String> left = new ArrayList<>(new TreeSet<>(Footprint.now(folders).beyond(before)));
    left.removeIf(allowed);
    return left;
  }
}
