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
package io.weir.dataflow.loopback;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.sameInstance;
import static org.junit.Assert.assertThrows;

import java.net.ProxySelector;
import java.net.URI;
import java.net.URL;
import org.junit.Test;

public class OnlyLoopbackTest {

  @Test
  public void aConnectionToElsewhereIsRefusedAndRemembered() throws Exception {
    // An address that is reserved for documentation (RFC 5737).
    URL elsewhere = URI.create("http://192.0.2.1/").toURL();
    try (LoopbackCloud cloud = LoopbackCloud.start()) {
      assertThrows(Exception.class, () -> elsewhere.openStream().close());

      assertThat(cloud.refused(), contains("elsewhere: http://192.0.2.1/ is not on the loopback"));
    }
  }

  @Test
  public void connectionsAreChosenAsBeforeOnceItIsClosed() throws Exception {
    ProxySelector before = ProxySelector.getDefault();
    LoopbackCloud.start().close();

    assertThat(ProxySelector.getDefault(), is(sameInstance(before)));
  }
}
