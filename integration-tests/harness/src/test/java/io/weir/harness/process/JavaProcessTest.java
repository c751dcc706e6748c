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

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.Assert.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class JavaProcessTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void aKilledProcessIsGoneWithItsTemporaryFiles() {
    JavaProcess process = start("endless", Endless.class);
    Waiting.until("started", PATIENCE, process::output, log -> log.contains("begun"));
    assertThat(process.alive(), is(true));

    process.kill();

    assertThat(ProcessHandle.of(process.pid()).isPresent(), is(false));
    assertThat(Files.exists(folder.getRoot().toPath().resolve("endless")), is(false));
    assertThat(process.output(), containsString("begun"));
  }

  @Test
  public void aProcessThatEndsByItselfIsReportedWithItsLog() {
    JavaProcess process = start("failing", Failing.class);
    Waiting.until("end", PATIENCE, process::alive, alive -> !alive);

    AssertionError error = assertThrows(AssertionError.class, process::checkAlive);

    assertThat(error.getMessage(), containsString("failing ended with 1"));
    assertThat(error.getMessage(), containsString("on purpose"));
    process.stop();
  }

  @Test
  public void aProcessEndsWithTheOneThatStartedItEvenIfThatIsKilled() {
    JavaProcess parent = start("parent", Parent.class);
    String log =
        Waiting.until(
            "child", PATIENCE, parent::output, text -> text.matches("(?s).*child \\d+\\n.*"));
    long child = Long.parseLong(log.replaceAll("(?s).*child (\\d+)\\n.*", "$1"));
    assertThat(ProcessHandle.of(child).isPresent(), is(true));

    parent.kill();

    Waiting.until(
        "end of the child",
        PATIENCE,
        () -> ProcessHandle.of(child).map(ProcessHandle::isAlive).orElse(false),
        alive -> !alive);
  }

  private JavaProcess start(String name, Class<?> main) {
    return start(name, folder.getRoot().toPath(), main);
  }

  private static JavaProcess start(String name, Path folder, Class<?> main) {
    return new JavaCommand(name, folder, ClassPath.ofThisProcess())
        .options(List.of("-Xmx64m", "-XX:TieredStopAtLevel=1"))
        .main(main.getName(), List.of(folder.toString()))
        .start();
  }

  /** Never ends. */
  public static final class Endless {
    private Endless() {}

    /** Says that it runs. */
    public static void main(String[] arguments) throws InterruptedException {
      System.out.println("begun");
      Thread.currentThread().join();
    }
  }

  /** Ends with a failure. */
  public static final class Failing {
    private Failing() {}

    /** Fails. */
    public static void main(String[] arguments) {
      if (arguments.length > 0) {
        throw new IllegalStateException("on purpose");
      }
    }
  }

  /** Has a child that never ends, and does not end either. */
  public static final class Parent {
    private Parent() {}

    /** Says which process is the child. */
    public static void main(String[] arguments) throws InterruptedException {
      JavaProcess child = start("child", Path.of(arguments[0]), Endless.class);
      System.out.println("child " + child.pid());
      Endless.main(arguments);
    }
  }
}
