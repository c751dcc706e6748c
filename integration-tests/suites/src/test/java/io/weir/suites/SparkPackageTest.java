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

import static java.util.stream.Collectors.toList;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.Test;
import org.junit.experimental.categories.Category;

/** What is in the package for Spark, and what is not. */
@Category(LaunchSuite.class)
public final class SparkPackageTest extends PackagedJarContract {

  /** What a test of the package is made of. */
  public SparkPackageTest() {
    super(
        PackagedJar.spark(),
        "io.weir.runner.spark.SparkJob",
        "org.apache.beam.runners.spark.SparkRunnerRegistrar$Options",
        List.of(
            "org/apache/spark/",
            "org/slf4j/",
            "org/apache/hadoop/",
            "org/apache/beam/runners/dataflow/",
            "org/apache/beam/runners/flink/",
            "org/apache/flink/"));
  }

  /** Spark's own would be loaded in its place, whatever version that is. */
  @Test
  public void noClassIsInItThatSparkHas() throws IOException {
    Set<String> sparks = new TreeSet<>();
    for (Path jar : SparkDistribution.jars()) {
      try (JarFile file = new JarFile(jar.toFile())) {
        file.stream()
            .map(ZipEntry::getName)
            .filter(name -> name.endsWith(".class"))
            .filter(name -> !name.endsWith("module-info.class"))
            .forEach(sparks::add);
      }
    }
    assertThat(sparks.size(), is(greaterThan(10_000)));
    assertThat(names().stream().filter(sparks::contains).limit(20).collect(toList()), is(empty()));
  }
}
