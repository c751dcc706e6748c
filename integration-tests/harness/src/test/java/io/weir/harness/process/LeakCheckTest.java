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
import static org.junit.Assert.assertThrows;

import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.runner.Description;
import org.junit.runners.model.Statement;

public class LeakCheckTest {
  private static final Duration SHORT = Duration.ofMillis(300);

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void aTestThatLeavesNothingPasses() throws Exception {
    LeakCheck leaks = leaks();
    Thread thread = new Thread(() -> {}, "short-lived");
    thread.start();
    thread.join();

    leaks.close();
  }

  @Test
  public void aThreadThatGoesOnIsNamed() {
    CountDownLatch end = new CountDownLatch(1);
    LeakCheck leaks = leaks();
    new Thread(() -> awaitQuietly(end), "goes-on").start();

    assertThat(leak(leaks), containsString("thread \"goes-on\""));
    end.countDown();
    leaks.grace(Duration.ofSeconds(10)).close();
  }

  @Test
  public void whatEndsWithinTheGraceIsNoLeak() {
    Thread checking = Thread.currentThread();
    LeakCheck leaks = LeakCheck.create();
    new Thread(
            () ->
                Waiting.until(
                    "check that waits",
                    Duration.ofSeconds(10),
                    checking::getState,
                    state -> state == Thread.State.TIMED_WAITING),
            "ends-late")
        .start();

    leaks.close();
  }

  @Test
  public void aPortThatIsListenedOnIsNamed() throws Exception {
    LeakCheck leaks = leaks();
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(leak(leaks), containsString("port " + socket.getLocalPort()));
    }
    leaks.close();
  }

  @Test
  public void aProcessThatLivesIsNamed() throws Exception {
    LeakCheck leaks = leaks();
    Process process = new ProcessBuilder("sleep", "60").start();
    try {
      assertThat(leak(leaks), containsString("process " + process.pid()));
    } finally {
      process.destroyForcibly().waitFor();
      process.getInputStream().close();
      process.getErrorStream().close();
      process.getOutputStream().close();
    }
    leaks.close();
  }

  @Test
  public void anOpenFileIsNamed() throws Exception {
    Path file = folder.newFile("data.txt").toPath();
    LeakCheck leaks = leaks();
    try (InputStream in = Files.newInputStream(file)) {
      assertThat(leak(leaks), containsString("open file"));
      assertThat(leak(leaks), containsString("data.txt"));
      in.read();
    }
    leaks.close();
  }

  @Test
  public void aFileInAWatchedFolderIsNamed() throws Exception {
    LeakCheck leaks = leaks().watching(folder.getRoot().toPath());
    Path file = folder.newFile("left.txt").toPath();

    assertThat(leak(leaks), containsString("left.txt"));
    Files.delete(file);
    leaks.close();
  }

  @Test
  public void aLeakDoesNotHideTheFailureOfTheTest() {
    CountDownLatch end = new CountDownLatch(1);
    Statement failing =
        new Statement() {
          @Override
          public void evaluate() {
            new Thread(() -> awaitQuietly(end), "of-a-failing-test").start();
            throw new IllegalStateException("the test's own");
          }
        };

    IllegalStateException failure =
        assertThrows(
            IllegalStateException.class,
            () -> leaks().apply(failing, Description.EMPTY).evaluate());
    end.countDown();
    assertThat(failure.getSuppressed()[0].getMessage(), containsString("of-a-failing-test"));
  }

  private static LeakCheck leaks() {
    return LeakCheck.create().grace(SHORT);
  }

  private static String leak(LeakCheck leaks) {
    return String.valueOf(assertThrows(AssertionError.class, leaks::close).getMessage());
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
