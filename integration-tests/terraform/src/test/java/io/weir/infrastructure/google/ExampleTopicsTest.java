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

package io.weir.infrastructure.google;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.weir.harness.process.Checkout;
import io.weir.infrastructure.TerraformFolder;
import java.nio.file.Files;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.JUnit4;

/** An example stands on its own, so it has the pipeline's manifest of topics beside it. */
@RunWith(JUnit4.class)
public final class ExampleTopicsTest {

  @Test
  public void theExampleHasThePipelinesOwnManifest() throws Exception {
    assertThat(
        "copy the manifest of the pipeline",
        Files.readString(TerraformFolder.root().resolve("examples/gcp-complete/topics.json")),
        is(
            Files.readString(
                Checkout.folder().resolve("pipelines/src/main/resources/fraud/topics.json"))));
  }
}
