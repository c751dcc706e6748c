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
import static org.hamcrest.Matchers.hasItems;

import java.io.IOException;
import java.util.List;
import org.junit.Test;
import org.junit.experimental.categories.Category;

/** What is in the package for Flink, and what is not. */
@Category(LaunchSuite.class)
public final class FlinkPackageTest extends PackagedJarContract {

  /** What a test of the package is made of. */
  public FlinkPackageTest() {
    super(
        PackagedJar.flink(),
        "io.weir.runner.flink.FlinkJob",
        "org.apache.beam.runners.flink.FlinkRunnerRegistrar$Options",
        List.of(
            "org/apache/flink/",
            "org/slf4j/",
            "io/weir/runner/flink/local/",
            "io/weir/runner/flink/launch/",
            "org/apache/beam/runners/dataflow/",
            "org/apache/beam/runners/spark/"));
  }

  /** Models lie in S3 or Cloud Storage; MSK's brokers know their clients by IAM. */
  @Test
  public void filesAndBrokersOfTheCloudsCanBeReached() throws IOException {
    assertThat(
        providers("META-INF/services/org.apache.beam.sdk.io.FileSystemRegistrar"),
        hasItems(
            "org.apache.beam.sdk.io.aws2.s3.S3FileSystemRegistrar",
            "org.apache.beam.sdk.extensions.gcp.storage.GcsFileSystemRegistrar"));
    assertThat(
        names(),
        hasItems(
            "software/amazon/msk/auth/iam/IAMLoginModule.class",
            "software/amazon/msk/auth/iam/IAMClientCallbackHandler.class"));
  }
}
