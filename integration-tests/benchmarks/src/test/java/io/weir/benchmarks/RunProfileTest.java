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

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import java.util.List;
import org.junit.Test;

public final class RunProfileTest {

  @Test
  public void theLeafDecidesTheRoom() {
    RunProfile profile =
        RunProfile.parse(
            List.of(
                "[task tid=1];org/apache/beam/runners/X.run;io/weir/features/Hop.take 3",
                "[task tid=1];org/apache/beam/runners/X.run;java/util/HashMap.get 2",
                "[task tid=1];io/weir/features/Cell.read;org/rocksdb/RocksDB.get;memcpy 5",
                "[rocksdb:low0 tid=2];start_thread 1"),
            1_000);
    assertThat(profile.micros(Room.FEATURES), is(3.0));
    assertThat(profile.micros(Room.BEAM), is(2.0));
    assertThat(profile.micros(Room.ROCKSDB), is(6.0));
    assertThat(profile.micros(), is(11.0));
  }

  @Test
  public void aFrameThatCallsItselfCountsOnce() {
    RunProfile profile = RunProfile.parse(List.of("a;b;b;c 4"), 1_000);
    assertThat(profile.topTotal(4).size(), is(3));
    assertThat(profile.topSelf(1).get(0).trim(), startsWith("4.00 us  c"));
  }
}
