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

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toSet;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.Test;
import org.junit.experimental.categories.Category;

/** What is in the package for Flink, and what is not. */
@Category(LaunchSuite.class)
public final class FlinkPackageTest {
  /** What the cluster has, what only the launcher and tests need, and other runners. */
  private static final List<String> FOREIGN =
      List.of(
          "org/apache/flink/",
          "org/slf4j/",
          "org/apache/logging/",
          "org/apache/log4j/",
          "org/rocksdb/",
          "scala/",
          "kafka/",
          "picocli/",
          "io/weir/launcher/",
          "io/weir/harness/",
          "io/weir/runner/flink/local/",
          "io/weir/runner/flink/launch/",
          "org/apache/beam/runners/direct/",
          "org/apache/beam/runners/dataflow/",
          "org/apache/beam/runners/spark/",
          "org/junit/");

  private static final int JAVA_11 = 55;

  private static JarFile jar;
  private static List<ZipEntry> entries;
  private static Set<String> names;

  @BeforeClass
  public static void open() throws IOException {
    jar = new JarFile(PackagedJar.flink().toFile());
    entries = jar.stream().collect(toList());
    names = entries.stream().map(ZipEntry::getName).collect(toSet());
  }

  @AfterClass
  public static void close() throws IOException {
    jar.close();
  }

  @Test
  public void nothingIsInItThatTheClusterHasOrAJobDoesNotNeed() {
    assertThat(
        names.stream()
            .filter(name -> name.endsWith(".class"))
            .filter(name -> FOREIGN.stream().anyMatch(name::startsWith))
            .limit(20)
            .collect(toList()),
        is(empty()));
  }

  /** Without merging, one jar's list would hide another's: of Beam's options and file systems. */
  @Test
  public void theServicesOfAllItsPartsAreFound() throws IOException {
    assertThat(
        providers("META-INF/services/org.apache.beam.sdk.options.PipelineOptionsRegistrar"),
        hasItems(
            "org.apache.beam.runners.flink.FlinkRunnerRegistrar$Options",
            "org.apache.beam.sdk.options.DefaultPipelineOptionsRegistrar"));
    assertThat(
        providers("META-INF/services/io.weir.pipelines.Application"),
        hasItems("io.weir.pipelines.fraud.FraudApplication"));
    List<String> missing = new ArrayList<>();
    for (String name : names) {
      if (name.startsWith("META-INF/services/org.apache.beam.")
          || name.startsWith("META-INF/services/io.weir.")) {
        for (String provider : providers(name)) {
          if (!names.contains(provider.replace('.', '/') + ".class")) {
            missing.add(name + ": " + provider);
          }
        }
      }
    }
    assertThat(missing, is(empty()));
  }

  /** Models lie in S3 or Cloud Storage; MSK's brokers know their clients by IAM. */
  @Test
  public void filesAndBrokersOfTheCloudsCanBeReached() throws IOException {
    List<String> fileSystems =
        providers("META-INF/services/org.apache.beam.sdk.io.FileSystemRegistrar");
    assertThat(
        fileSystems,
        hasItems(
            "org.apache.beam.sdk.io.aws2.s3.S3FileSystemRegistrar",
            "org.apache.beam.sdk.extensions.gcp.storage.GcsFileSystemRegistrar"));
    assertThat(
        names,
        hasItems(
            "software/amazon/msk/auth/iam/IAMLoginModule.class",
            "software/amazon/msk/auth/iam/IAMClientCallbackHandler.class"));
  }

  private static List<String> providers(String name) throws IOException {
    return text(name)
        .lines()
        .map(line -> line.replaceFirst("#.*", "").strip())
        .filter(line -> !line.isEmpty())
        .collect(toList());
  }

  /** Amazon's service runs it on Java 11. */
  @Test
  public void everyClassOfItIsOneForJava11() throws IOException {
    List<String> later = new ArrayList<>();
    int classes = 0;
    for (ZipEntry entry : entries) {
      if (entry.getName().endsWith(".class") && !entry.getName().startsWith("META-INF/versions/")) {
        classes++;
        try (DataInputStream in = new DataInputStream(jar.getInputStream(entry))) {
          in.readInt();
          in.readUnsignedShort();
          if (in.readUnsignedShort() > JAVA_11) {
            later.add(entry.getName());
          }
        }
      }
    }
    assertThat(classes, is(greaterThan(10_000)));
    assertThat(later.stream().limit(20).collect(toList()), is(empty()));
  }

  @Test
  public void itSaysWhatItIsAndUnderWhichLicences() throws IOException {
    assertThat(
        jar.getManifest().getMainAttributes().getValue("Main-Class"),
        is("io.weir.runner.flink.FlinkJob"));
    assertThat(names.contains("META-INF/LICENSE"), is(true));
    assertThat(
        text("META-INF/THIRD-PARTY.txt"), containsString("org.apache.beam:beam-sdks-java-core:"));
    assertThat(text("META-INF/NOTICE"), containsString("Apache Beam"));
  }

  private static String text(String name) throws IOException {
    try (InputStream in = jar.getInputStream(jar.getEntry(name))) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }
}
