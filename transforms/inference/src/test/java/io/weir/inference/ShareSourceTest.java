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
package io.weir.inference;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.Assert.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.beam.sdk.util.SerializableUtils;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public final class ShareSourceTest {
  private static final RouteInputs INPUTS =
      new RouteInputs(List.of("light", "heavy"), List.of("a", "b"));
  private static volatile double own;

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void aBundleSeesOneShareAndTheNextOneTheNew() {
    Route route = canary(() -> own).over(INPUTS);
    ScoringTally tally = new ScoringTally();
    own = 0.0;
    route.start(tally);
    own = 1.0;
    assertThat(candidates(route), is(0));

    route.start(tally);
    assertThat(candidates(route), is(1000));
  }

  @Test
  public void aShareThatIsNoneLeavesTheLastOneAndIsCounted() {
    Route route = canary(() -> own).over(INPUTS);
    ScoringTally tally = new ScoringTally();
    own = 0.3;
    route.start(tally);
    int before = candidates(route);

    own = Double.NaN;
    route.start(tally);
    own = 1.5;
    route.start(tally);

    assertThat(candidates(route), is(before));
    assertThat(tally.refusedShares, is(2L));
  }

  @Test
  public void raisingTheShareMovesKeysOnlyToTheCandidate() {
    Route route = canary(() -> own).over(INPUTS);
    boolean[] moved = new boolean[1000];
    for (int percent = 0; percent <= 100; percent += 5) {
      own = percent / 100.0;
      route.start(new ScoringTally());
      for (int key = 0; key < moved.length; key++) {
        boolean candidate = isCandidate(route, key);
        assertThat(candidate || !moved[key], is(true));
        moved[key] = candidate;
      }
    }
    assertThat(candidates(route), is(1000));
  }

  @Test
  public void aFileThatTurnsBadKeepsItsShareAndIsReadAgain() {
    AtomicReference<Object> content = new AtomicReference<>(0.25);
    WatchedShare share =
        new WatchedShare(
            "f",
            0.05,
            location -> {
              if (content.get() instanceof Double) {
                return (Double) content.get();
              }
              throw new IOException(location + " is away");
            },
            System::nanoTime);
    assertThat(share.share(), is(0.05));
    share.refresh();
    assertThat(share.share(), is(0.25));

    content.set("bad");
    share.refresh();
    share.refresh();
    assertThat(share.share(), is(0.25));
    assertThat(share.takeRefused(), is(2L));
    assertThat(share.takeRefused(), is(0L));

    content.set(0.5);
    share.refresh();
    assertThat(share.share(), is(0.5));
    assertThat(share.takeRefused(), is(0L));
  }

  @Test
  public void aFileThatNobodyAsksForIsReadNoMore() {
    AtomicLong nanos = new AtomicLong();
    WatchedShare share = new WatchedShare("f", 0.05, location -> 0.1, nanos::get);
    nanos.set(50);
    assertThat(share.share(), is(0.05));
    nanos.set(149);
    assertThat(share.retireAfter(100), is(false));
    nanos.set(151);
    assertThat(share.retireAfter(100), is(true));
    assertThat(share.isRetired(), is(true));
  }

  @Test
  public void aShareInAFileChangesWhileTheRouterIsInUse() throws IOException {
    Path file = file("0.0\n");
    Router router =
        SerializableUtils.clone(
            canary(ShareSource.fromFile(file.toString(), Duration.ofMillis(100))));
    Route route = router.over(INPUTS);
    route.start(new ScoringTally());
    assertThat(candidates(route), is(0));

    replace(file, "1");
    long patience = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    while (candidates(route) < 1000 && System.nanoTime() < patience) {
      LockSupport.parkNanos(1_000_000);
      route.start(new ScoringTally());
    }
    assertThat(candidates(route), is(1000));

    replace(file, "many");
    ScoringTally tally = new ScoringTally();
    while (tally.refusedShares == 0 && System.nanoTime() < patience) {
      LockSupport.parkNanos(1_000_000);
      route.start(tally);
    }
    assertThat(tally.refusedShares > 0, is(true));
    assertThat(candidates(route), is(1000));
  }

  @Test
  public void aFileIsCheckedWhenTheRouterIsMade() throws IOException {
    Path file = file("1.5");
    assertThat(
        refusal(file.toString(), Duration.ofSeconds(1)),
        is("share file is " + file + ": it holds \"1.5\"; allowed: a number from 0 to 1"));
    assertThat(
        refusal("/no/such", Duration.ofSeconds(1)),
        is("share file is /no/such; allowed: a file that holds a number from 0 to 1"));
    assertThat(
        refusal(file.toString(), Duration.ZERO), is("every is PT0S; allowed: PT0.1S to PT24H"));
    Files.writeString(file, "half");
    assertThat(refusal(file.toString(), Duration.ofSeconds(1)), containsString("\"half\""));
  }

  @Test
  public void aShareInAFileStandsInARouterFile() throws IOException {
    Path file = file("0.5");
    Router router = canary(ShareSource.fromFile(file.toString(), Duration.ofSeconds(10)));

    Router again = RouterFile.parse(RouterFile.write(router));

    assertThat(again.explain(), is(router.explain()));
    assertThat(
        again.explain(),
        is(
            "for the share of the keys in "
                + file
                + ", read every PT10S:\n  heavy answers\nfor the others:\n  light answers\n"));
    assertThat(
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    RouterFile.parse(
                        "router: {canary: {salt: s, share: {file: /no, every: PT1S},"
                            + " candidate: a, stable: b}}"))
            .getMessage(),
        containsString("router.canary.share: share file is /no"));
  }

  @Test
  public void onlyAFixedShareIsReproducible() {
    assertThat(canary(ShareSource.fixed(0.1)).isReproducible(), is(true));
    assertThat(canary(() -> own).isReproducible(), is(false));
    assertThat(
        Router.cascade("other", Band.of(0, 1), canary(() -> own)).isReproducible(), is(false));
  }

  private Path file(String content) throws IOException {
    Path file = folder.getRoot().toPath().resolve("share.txt");
    Files.writeString(file, content);
    return file;
  }

  /** At once, so that nobody reads half of it. */
  private void replace(Path file, String content) throws IOException {
    Path next = folder.getRoot().toPath().resolve("next.txt");
    Files.writeString(next, content);
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static String refusal(String file, Duration every) {
    return String.valueOf(
        assertThrows(IllegalArgumentException.class, () -> ShareSource.fromFile(file, every))
            .getMessage());
  }

  private static Router canary(ShareSource share) {
    return Router.canary("salt", share, Router.always("heavy"), Router.always("light"));
  }

  private static int candidates(Route route) {
    int candidates = 0;
    for (int key = 0; key < 1000; key++) {
      candidates += isCandidate(route, key) ? 1 : 0;
    }
    return candidates;
  }

  private static boolean isCandidate(Route route, int key) {
    return route.first(new RoutedRow("card-" + key, new float[2])) == 1;
  }
}
