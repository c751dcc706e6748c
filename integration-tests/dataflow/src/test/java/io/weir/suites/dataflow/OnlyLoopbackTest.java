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
package io.weir.suites.dataflow;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.junit.Assert.assertThrows;

import java.net.URI;
import java.net.URL;
import org.junit.Test;
import org.junit.runner.Description;
import org.junit.runners.model.Statement;

public class OnlyLoopbackTest {

  @Test
  public void aConnectionToElsewhereIsRefusedAndFailsTheClass() {
    Statement guarded =
        new OnlyLoopback()
            .apply(
                new Statement() {
                  @Override
                  public void evaluate() throws Exception {
                    // An address that is reserved for documentation (RFC 5737).
                    URL elsewhere = URI.create("http://192.0.2.1/").toURL();
                    assertThrows(Exception.class, () -> elsewhere.openStream().close());
                  }
                },
                Description.EMPTY);

    assertThat(
        assertThrows(AssertionError.class, guarded::evaluate).toString(),
        containsString("192.0.2.1"));
  }
}
