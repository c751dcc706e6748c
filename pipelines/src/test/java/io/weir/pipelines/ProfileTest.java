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
package io.weir.pipelines;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.Assert.assertThrows;

import java.util.Map;
import org.junit.Test;

public final class ProfileTest {
  private static Profile profile(String name) {
    return Profile.fromResource(ProfileTest.class, "profiles.yaml", name);
  }

  private static String refusal(String name) {
    return String.valueOf(
        assertThrows(IllegalArgumentException.class, () -> profile(name)).getMessage());
  }

  @Test
  public void aProfileComesOverWhatIsCommon() {
    Profile quick = profile("quick");

    assertThat(quick.kinds(), contains("options", "engine"));
    assertThat(quick.values("options"), is(Map.of("size", "1", "copies", "false")));
    assertThat(quick.values("engine"), is(Map.of("buffer.time", "1 ms")));
    assertThat(quick.settings("options").get(0).toString(), is("size=1 (one at a time is quick)"));
    assertThat(quick.settings("none"), is(empty()));
  }

  @Test
  public void aSettingWithoutAReasonIsRefused() {
    assertThat(refusal("unexplained"), is("a setting is {size=3}, must be a name and why"));
  }

  @Test
  public void aProfileThatThereIsNotIsRefused() {
    assertThat(refusal("slow"), is("no profile slow in profiles.yaml"));
    assertThat(refusal("common"), startsWith("no profile common"));
  }
}
