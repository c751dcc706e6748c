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

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import io.weir.harness.stream.Script;
import java.io.Closeable;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.JUnitCore;
import org.junit.runner.Result;
import org.junit.runner.RunWith;

/**
 * What a graph leaves behind in the process fails its cell, unless the runner's file declares it.
 */
public final class LeftBehindTest {
  private static final List<Closeable> LEFT = new ArrayList<>();

  @Before
  public void takeOneRunner() {
    System.setProperty("weir.matrix.runners", "strict");
  }

  @After
  public void clear() throws IOException {
    System.clearProperty("weir.matrix.runners");
    for (Closeable left : LEFT) {
      left.close();
    }
    LEFT.clear();
  }

  @Test
  public void aThreadThatGoesOnIsNamed() {
    assertThat(failure(LeavesThread.class), containsString("left behind: thread \"forgotten\""));
  }

  @Test
  public void aThreadThatTheRunnersFileDeclaresIsLetBe() {
    assertThat(JUnitCore.runClasses(LeavesDeclaredThread.class).wasSuccessful(), is(true));
  }

  @Test
  public void aPortThatIsStillListenedOnIsNamed() {
    String failure = failure(LeavesPort.class);

    assertThat(failure, containsString("port " + Listening.port + " is listened on"));
  }

  @Test
  public void aFileThatIsStillOpenIsNamed() {
    String failure = failure(LeavesFile.class);

    assertThat(failure, containsString("open file " + OpenFile.path));
  }

  @Test
  public void whatFailsByItselfAlsoSaysWhatItLeftBehind() {
    Result result = JUnitCore.runClasses(LeavesThreadAndFails.class);

    Throwable failure = result.getFailures().get(0).getException();
    assertThat(failure.getMessage(), is("it fails"));
    assertThat(failure.getSuppressed()[0].getMessage(), containsString("thread \"forgotten\""));
  }

  private static String failure(Class<?> spec) {
    Result result = JUnitCore.runClasses(spec);
    assertThat(result.getFailureCount(), is(1));
    return String.valueOf(result.getFailures().get(0).getMessage());
  }

  private static void run(Cell cell, Leaving leaving) throws Exception {
    cell.job()
        .source("words", Script.of(StringUtf8Coder.of()).at(1, "a").build())
        .<String>sink("words", (text, fields) -> fields.key(text))
        .run(
            (pipeline, ends) ->
                pipeline
                    .apply("words", ends.<String>source("words"))
                    .apply("leave", ParDo.of(new LeaveFn(leaving)))
                    .apply("sink", ends.sink("words")));
  }

  /** What a worker does and does not undo. */
  private interface Leaving extends Serializable {
    void leave();
  }

  private static final class LeaveFn extends DoFn<String, String> {
    private static final long serialVersionUID = 1L;

    private final Leaving leaving;

    LeaveFn(Leaving leaving) {
      this.leaving = leaving;
    }

    @ProcessElement
    public void process(@Element String word, OutputReceiver<String> output) {
      leaving.leave();
      output.output(word);
    }
  }

  private static void leaveThread(String name) {
    CountDownLatch end = new CountDownLatch(1);
    Thread thread =
        new Thread(
            () -> {
              try {
                end.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            name);
    thread.setDaemon(true);
    thread.start();
    LEFT.add(end::countDown);
  }

  @RunWith(RunnerMatrix.class)
  @Dimensions(
      bundleSizes = 1,
      faults = {})
  public static final class LeavesThread {
    @Test
    public void words(Cell cell) throws Exception {
      run(cell, () -> leaveThread("forgotten"));
    }
  }

  @RunWith(RunnerMatrix.class)
  @Dimensions(
      bundleSizes = 1,
      faults = {})
  public static final class LeavesDeclaredThread {
    @Test
    public void words(Cell cell) throws Exception {
      run(cell, () -> leaveThread("declared"));
    }
  }

  @RunWith(RunnerMatrix.class)
  @Dimensions(
      bundleSizes = 1,
      faults = {})
  public static final class LeavesThreadAndFails {
    @Test
    public void words(Cell cell) throws Exception {
      run(cell, () -> leaveThread("forgotten"));
      throw new AssertionError("it fails");
    }
  }

  @RunWith(RunnerMatrix.class)
  @Dimensions(
      bundleSizes = 1,
      faults = {})
  public static final class LeavesPort {
    @Test
    public void words(Cell cell) throws Exception {
      run(cell, Listening::begin);
    }
  }

  private static final class Listening {
    private static volatile int port;

    static void begin() {
      try {
        ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        port = socket.getLocalPort();
        LEFT.add(socket);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @RunWith(RunnerMatrix.class)
  @Dimensions(
      bundleSizes = 1,
      faults = {})
  public static final class LeavesFile {
    @Test
    public void words(Cell cell) throws Exception {
      run(cell, OpenFile::begin);
    }
  }

  private static final class OpenFile {
    private static volatile Path path = Path.of("");

    static void begin() {
      try {
        Path file = Files.createTempFile("left", ".txt");
        path = file;
        LEFT.add(() -> Files.delete(file));
        LEFT.add(Files.newOutputStream(file));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
