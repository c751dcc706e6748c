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
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.sameInstance;
import static org.junit.Assert.assertThrows;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.beam.sdk.util.SerializableUtils;
import org.junit.Test;

public final class SharedModelsTest {
  private final SharedModels models = new SharedModels();
  private final FakeSource source = FakeSource.of(2, 8, FakeRows::score);

  @Test
  public void twoHoldersShareOneInstance() throws Exception {
    try (SharedModels.Lease first = models.acquire(source);
        SharedModels.Lease second = models.acquire(SerializableUtils.clone(source))) {
      assertThat(second.model(), is(sameInstance(first.model())));
      assertThat(source.counts().opened.get(), is(1));
    }
  }

  @Test
  public void theLastHolderToLetGoClosesTheModel() throws Exception {
    SharedModels.Lease first = models.acquire(source);
    SharedModels.Lease second = models.acquire(source);

    first.close();
    assertThat(source.counts().closed.get(), is(0));
    second.close();
    assertThat(source.counts().closed.get(), is(1));
    assertThat(models.openModels(), is(0));
  }

  @Test
  public void closingALeaseTwiceCountsOnce() throws Exception {
    SharedModels.Lease first = models.acquire(source);
    SharedModels.Lease second = models.acquire(source);

    first.close();
    first.close();
    assertThat(source.counts().closed.get(), is(0));
    second.close();
  }

  @Test
  public void aClosedLeaseGivesNoModel() throws Exception {
    SharedModels.Lease lease = models.acquire(source);
    lease.close();

    assertThrows(IllegalStateException.class, lease::model);
  }

  @Test
  public void aClosedModelIsOpenedAgainWhenAskedFor() throws Exception {
    models.acquire(source).close();
    models.acquire(source).close();

    assertThat(source.counts().opened.get(), is(2));
    assertThat(source.counts().closed.get(), is(2));
  }

  @Test
  public void differentModelsAreApart() throws Exception {
    FakeSource other = FakeSource.of(2, 8, FakeRows::score);
    try (SharedModels.Lease first = models.acquire(source);
        SharedModels.Lease second = models.acquire(other)) {
      assertThat(first.model() == second.model(), is(false));
      assertThat(models.openModels(), is(2));
    }
  }

  @Test
  public void aFailureToOpenLeavesNothingBehind() throws Exception {
    source.counts().failuresToCome.set(1);

    assertThrows(IOException.class, () -> models.acquire(source));
    assertThat(models.openModels(), is(0));
    models.acquire(source).close();
    assertThat(source.counts().closed.get(), is(1));
  }

  @Test
  public void manyThreadsNeverHaveTwoInstancesOpen() throws Exception {
    int threads = 8;
    CyclicBarrier barrier = new CyclicBarrier(threads);
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      Callable<Boolean> worker =
          () -> {
            boolean alwaysOpen = true;
            barrier.await(10, TimeUnit.SECONDS);
            for (int round = 0; round < 2_000; round++) {
              try (SharedModels.Lease lease = models.acquire(source)) {
                alwaysOpen &= source.counts().opened.get() > source.counts().closed.get();
                alwaysOpen &= lease.model().description().maxBatch() == 8;
              }
            }
            return alwaysOpen;
          };
      List<Future<Boolean>> workers = new ArrayList<>();
      for (int thread = 0; thread < threads; thread++) {
        workers.add(executor.submit(worker));
      }
      for (Future<Boolean> running : workers) {
        assertThat(running.get(60, TimeUnit.SECONDS), is(true));
      }
    } finally {
      executor.shutdownNow();
    }

    assertThat(source.counts().mostOpen.get(), is(1));
    assertThat(source.counts().closed.get(), is(source.counts().opened.get()));
    assertThat(models.openModels(), is(0));
  }
}
