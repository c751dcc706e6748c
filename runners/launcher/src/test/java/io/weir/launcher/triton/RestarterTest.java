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
package io.weir.launcher.triton;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.After;
import org.junit.Test;

/** With a server and a time of its own; see {@link LocalTritonTest} for a real one. */
public class RestarterTest {
  private final List<Long> pauses = new ArrayList<>();
  private final List<String> said = new ArrayList<>();
  private final Paused thread = new Paused();
  private long now = 1;
  private final Restarter restarter = new Restarter(said::add, thread, () -> now);
  private final FakeServer server = new FakeServer();

  @After
  public void close() {
    restarter.close();
  }

  @Test
  public void thePausesGrowAndAfterFiveStartsItStaysAway() {
    server.run();
    for (int times = 0; times < 6; times++) {
      server.die(137);
    }

    assertThat(pauses, contains(2L, 4L, 8L, 16L, 30L));
    assertThat(server.starts, is(5));
    assertThat(said, hasSize(11));
    assertThat(said.get(8), is("Triton ended (code 137): starting it again in 30 s (5 of 5)"));
    assertThat(said.get(9), is("Triton is ready again"));
    assertThat(
        said.get(10),
        is("Triton ended (code 137): it was started again 5 times, and now stays away"));
  }

  @Test
  public void fiveMinutesOfHealthGiveAllStartsBack() {
    server.run();
    server.die(1);
    server.die(1);
    now += Duration.ofMinutes(5).toNanos() - 1;
    server.die(1);
    now += Duration.ofMinutes(5).toNanos();
    server.die(1);

    assertThat(pauses, contains(2L, 4L, 8L, 2L));
  }

  @Test
  public void aStartThatFailsIsOneOfTheFive() {
    server.run();
    server.failures = 4;
    server.die(1);

    assertThat(pauses, contains(2L, 4L, 8L, 16L, 30L));
    assertThat(
        said.subList(4, 6),
        contains("on purpose: starting it again in 30 s (5 of 5)", "Triton is ready again"));
    server.die(139);
    assertThat(
        said.get(6),
        is("Triton ended (code 139): it was started again 5 times, and now stays away"));
  }

  @Test
  public void oneThatSomebodyEndedIsNotStartedAgain() {
    server.run();
    server.wanted = false;
    server.die(0);

    assertThat(pauses, is(empty()));
    assertThat(said, is(empty()));
  }

  @Test
  public void oneThatSomebodyEndsDuringThePauseIsNotStartedAgain() {
    server.run();
    thread.during = () -> server.wanted = false;
    server.die(1);

    assertThat(pauses, contains(2L));
    assertThat(server.starts, is(0));
    assertThat(said, contains("Triton ended (code 1): starting it again in 2 s (1 of 5)"));
  }

  @Test
  public void afterTheEndNothingIsSaidOrStarted() {
    server.run();
    restarter.close();
    server.die(1);

    assertThat(said, is(empty()));
  }

  private final class FakeServer implements Restarter.Server {
    private CompletableFuture<Integer> end = new CompletableFuture<>();
    private boolean wanted = true;
    private int failures;
    private int starts;

    void run() {
      end = new CompletableFuture<>();
      restarter.watch(end, this);
    }

    void die(int code) {
      end.complete(code);
    }

    @Override
    public boolean isWanted() {
      return wanted;
    }

    @Override
    public boolean start() throws IOException {
      if (!wanted) {
        return false;
      }
      if (failures > 0) {
        failures--;
        throw new IOException("on purpose");
      }
      starts++;
      run();
      return true;
    }
  }

  /** Runs everything at once, in the caller's thread. */
  private final class Paused extends ScheduledThreadPoolExecutor {
    private Runnable during = () -> {};

    Paused() {
      super(1);
    }

    @Override
    public void execute(Runnable task) {
      if (!isShutdown()) {
        task.run();
      }
    }

    @Override
    @SuppressWarnings("NullAway") // Nobody looks at what it returns.
    public @Nullable ScheduledFuture<?> schedule(Runnable task, long pause, TimeUnit unit) {
      pauses.add(unit.toSeconds(pause));
      during.run();
      task.run();
      return null;
    }
  }
}
