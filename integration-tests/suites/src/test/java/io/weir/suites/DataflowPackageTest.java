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
package io.weir.suites;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.hasItem;

import java.io.IOException;
import java.util.List;
import org.junit.Test;
import org.junit.experimental.categories.Category;

/** What is in the package for Dataflow, and what is not. */
@Category(LaunchSuite.class)
public final class DataflowPackageTest extends PackagedJarContract {

  /** What a test of the package is made of. */
  public DataflowPackageTest() {
    super(
        PackagedJar.dataflow(),
        "io.weir.runner.dataflow.DataflowJob",
        "org.apache.beam.runners.dataflow.DataflowPipelineRegistrar$Options",
        List.of(
            "org/apache/flink/",
            "org/apache/spark/",
            "io/weir/runner/dataflow/launch/",
            "org/apache/beam/runners/flink/",
            "org/apache/beam/runners/spark/"));
  }

  /** Models lie in Cloud Storage; a template starts the jar where there is nothing but Java. */
  @Test
  public void filesOfTheCloudAreReachedAndNothingIsMissingWithoutACluster() throws IOException {
    assertThat(
        providers("META-INF/services/org.apache.beam.sdk.io.FileSystemRegistrar"),
        hasItem("org.apache.beam.sdk.extensions.gcp.storage.GcsFileSystemRegistrar"));
    assertThat(names(), hasItem("org/slf4j/LoggerFactory.class"));
  }
}
