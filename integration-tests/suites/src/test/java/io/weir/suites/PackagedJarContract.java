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
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

/** What is in every package, and what is not. */
public abstract class PackagedJarContract {
  /** What only the launcher and tests need. */
  private static final List<String> NEVER =
      List.of(
          "org/apache/logging/",
          "org/apache/log4j/",
          "org/rocksdb/",
          "scala/",
          "kafka/",
          "picocli/",
          "io/weir/launcher/",
          "io/weir/harness/",
          "org/apache/beam/runners/direct/",
          "org/junit/");

  private static final int JAVA_11 = 55;

  private final Path path;
  private final String mainClass;
  private final String registrar;
  private final List<String> foreign;

  private JarFile jar;
  private List<ZipEntry> entries;
  private Set<String> names;

  /**
   * A package.
   *
   * @param registrar a service of Beam's options that is the runner's own
   * @param foreign beginnings of the names of what the runner has, and of other runners
   */
  PackagedJarContract(Path path, String mainClass, String registrar, List<String> foreign) {
    this.path = path;
    this.mainClass = mainClass;
    this.registrar = registrar;
    this.foreign = Stream.concat(NEVER.stream(), foreign.stream()).collect(toList());
  }

  @Before
  public final void open() throws IOException {
    jar = new JarFile(path.toFile());
    entries = jar.stream().collect(toList());
    names = entries.stream().map(ZipEntry::getName).collect(toSet());
  }

  @After
  public final void close() throws IOException {
    jar.close();
  }

  /** All that is in it. */
  final Set<String> names() {
    return names;
  }

  @Test
  public final void nothingIsInItThatTheClusterHasOrAJobDoesNotNeed() {
    assertThat(
        names.stream()
            .filter(name -> name.endsWith(".class"))
            .filter(name -> foreign.stream().anyMatch(name::startsWith))
            .limit(20)
            .collect(toList()),
        is(empty()));
  }

  /** Without merging, one jar's list would hide another's: of Beam's options and file systems. */
  @Test
  public final void theServicesOfAllItsPartsAreFound() throws IOException {
    assertThat(
        providers("META-INF/services/org.apache.beam.sdk.options.PipelineOptionsRegistrar"),
        hasItems(registrar, "org.apache.beam.sdk.options.DefaultPipelineOptionsRegistrar"));
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

  /** Whom a services file names. */
  final List<String> providers(String name) throws IOException {
    return text(name)
        .lines()
        .map(line -> line.replaceFirst("#.*", "").strip())
        .filter(line -> !line.isEmpty())
        .collect(toList());
  }

  /** Amazon's service runs Flink on Java 11, and so do many clusters. */
  @Test
  public final void everyClassOfItIsOneForJava11() throws IOException {
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
  public final void itSaysWhatItIsAndUnderWhichLicences() throws IOException {
    assertThat(jar.getManifest().getMainAttributes().getValue("Main-Class"), is(mainClass));
    assertThat(names.contains("META-INF/LICENSE"), is(true));
    assertThat(
        text("META-INF/THIRD-PARTY.txt"), containsString("org.apache.beam:beam-sdks-java-core:"));
    assertThat(text("META-INF/NOTICE"), containsString("Apache Beam"));
  }

  private String text(String name) throws IOException {
    try (InputStream in = jar.getInputStream(jar.getEntry(name))) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }
}
