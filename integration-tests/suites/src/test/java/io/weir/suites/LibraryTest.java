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
import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import com.google.common.hash.Hashing;
import io.weir.launcher.scratch.ScratchFolder;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.Test;
import org.junit.experimental.categories.Category;

/** What other teams depend on: that it is whole, that it works for them, and that it stays. */
@Category(LaunchSuite.class)
public final class LibraryTest {
  private static final Path CHECKOUT = Path.of("../..");
  private static final int JAVA_11 = 55;

  private static ScratchFolder scratch;
  private static Path sources;
  private static WeirCommand made;
  private static BuiltLibrary library;

  @BeforeClass
  public static void build() throws Exception {
    scratch = ScratchFolder.create("library");
    sources = BuiltLibrary.copySources(scratch.path().resolve("one"));
    made = BuiltLibrary.weir(sources, "package", "library");
    assertThat(made.toString(), made.exitCode(), is(0));
    library = BuiltLibrary.in(Path.of(made.result()));
  }

  @AfterClass
  public static void delete() {
    scratch.close();
  }

  @Test
  public void itIsEveryTransformTheContractsTheHarnessAndTheirVersions() throws IOException {
    Set<String> expected = new TreeSet<>(Set.of("weir-proto", "weir-harness"));
    try (Stream<Path> modules = Files.list(CHECKOUT.resolve("transforms"))) {
      modules
          .filter(module -> Files.exists(module.resolve("pom.xml")))
          .forEach(module -> expected.add("weir-" + module.getFileName()));
    }

    assertThat(library.artifacts(), is(new ArrayList<>(expected)));
    assertThat(made.err(), hasItem(containsString("compatibility: ")));
    assertThat(made.err(), hasItem(containsString("MiB  in all")));
  }

  @Test
  public void theVersionsAreThoseOfAllItsModulesAndWithWhichTheyAreTested() throws Exception {
    PublishedPom versions = PublishedPom.read(library.file("weir-bom", ".pom"));

    Set<String> managed =
        versions.dependencies("io.weir").stream().map(each -> each.artifact).collect(toSet());
    managed.add("weir-bom");
    assertThat(new TreeSet<>(managed), is(new TreeSet<>(library.artifacts())));
    for (String group : List.of("org.apache.beam", "io.grpc", "com.google.protobuf")) {
      List<PublishedPom.Dependency> imported = versions.dependencies(group);
      assertThat(group, imported, hasSize(1));
      Set<String> used = new TreeSet<>();
      for (Path pom : library.files(".pom")) {
        PublishedPom.read(pom).dependencies(group).forEach(each -> used.add(each.version));
      }
      assertThat(group, used, is(Set.of(imported.get(0).version)));
    }
  }

  @Test
  public void noPomNeedsAnythingThatOthersCannotResolve() throws Exception {
    List<String> artifacts = library.artifacts();
    for (Path file : library.files(".pom")) {
      PublishedPom pom = PublishedPom.read(file);
      String name = String.valueOf(file.getFileName());
      assertThat(name, pom.has("parent"), is(false));
      assertThat(name, pom.has("build"), is(false));
      assertThat(name, pom.has("license"), is(true));
      assertThat(
          name,
          Files.readString(file, UTF_8).replace("${project.version}", ""),
          not(containsString("${")));
      for (PublishedPom.Dependency each : pom.dependencies()) {
        assertThat(name, each.version, is(not("")));
        assertThat(name, each.scope, anyOf(is(""), is("compile"), is("runtime"), is("import")));
        if (each.group.equals("io.weir")) {
          assertThat(name, artifacts, hasItem(each.artifact));
        }
      }
    }
  }

  @Test
  public void everyJarHasItsSourcesItsJavadocAndItsLicence() throws Exception {
    int classes = 0;
    for (String artifact : library.artifacts()) {
      if (!artifact.equals("weir-bom")) {
        Set<String> documented = names(library.file(artifact, "-javadoc.jar"));
        Set<String> written = names(library.file(artifact, "-sources.jar"));
        try (JarFile jar = new JarFile(library.file(artifact, ".jar").toFile())) {
          assertThat(jar.getEntry("META-INF/LICENSE") != null, is(true));
          for (ZipEntry entry : jar.stream().collect(toList())) {
            String name = entry.getName();
            if (name.endsWith(".class") && !name.contains("$")) {
              classes++;
              String type = name.substring(0, name.length() - ".class".length());
              assertThat(artifact, written, hasItem(type + ".java"));
              assertThat(name, majorOf(jar, entry), is(JAVA_11));
            }
          }
        }
        assertThat(artifact, documented, hasItem("index.html"));
        assertThat(artifact, written, hasItem("META-INF/LICENSE"));
      }
    }
    assertThat(classes, is(greaterThan(300)));
  }

  private static int majorOf(JarFile jar, ZipEntry entry) throws IOException {
    try (DataInputStream in = new DataInputStream(jar.getInputStream(entry))) {
      in.readInt();
      in.readUnsignedShort();
      return in.readUnsignedShort();
    }
  }

  private static Set<String> names(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      return file.stream().map(ZipEntry::getName).collect(toSet());
    }
  }

  @Test
  public void everyFileHasItsChecksums() throws IOException {
    List<Path> files = new ArrayList<>(library.files(".pom"));
    files.addAll(library.files(".jar"));
    for (Path file : files) {
      byte[] content = Files.readAllBytes(file);
      assertThat(beside(file, "sha256"), is(Hashing.sha256().hashBytes(content).toString()));
      assertThat(beside(file, "sha1"), is(sha1(content)));
    }
    assertThat(files.size(), is(greaterThan(20)));
  }

  private static String beside(Path file, String ending) throws IOException {
    return Files.readString(file.resolveSibling(file.getFileName() + "." + ending), UTF_8);
  }

  @SuppressWarnings("deprecation") // Maven verifies this one.
  private static String sha1(byte[] content) {
    return Hashing.sha1().hashBytes(content).toString();
  }

  @Test
  public void aProjectOfItsOwnScoresWithItFromThatRepositoryAlone() throws Exception {
    OutsideProject project =
        OutsideProject.copied(
            Path.of("src/test/resources/consumer"), scratch.path().resolve("consumer"));
    project.write(
        "src/main/java/example/LoginScoring.java",
        Files.readString(Path.of("src/test/java/io/weir/suites/LoginScoring.java"), UTF_8)
            .replace("package io.weir.suites;", "package example;"));

    int code = project.test("-Dweir.library=" + library.folder().toUri());

    assertThat(project.output(), code, is(0));
    assertThat(
        project.output(), containsString("Tests run: 1, Failures: 0, Errors: 0, Skipped: 0"));
  }

  @Test
  public void theReadmeShowsHowThatProjectDependsOnIt() throws IOException {
    String pom = Files.readString(Path.of("src/test/resources/consumer/pom.xml"), UTF_8);
    String readme = Files.readString(CHECKOUT.resolve("README.md"), UTF_8);
    int begin = pom.indexOf("  <dependencyManagement>");
    int end = pom.indexOf("\n\n    <dependency>", begin);

    assertThat(readme, containsString(pom.substring(begin, end).replaceAll("(?m)^  ", "")));
  }

  @Test
  public void withoutAMethodThatWasReleasedItIsNotMade() throws Exception {
    BuiltLibrary released = library.copiedTo(scratch.path().resolve("released"));
    released.addToHarness(
        scratch.path(),
        "io/weir/harness/Outputs",
        "public int released(String sink) { return 1; }");

    WeirCommand refused =
        BuiltLibrary.weir(sources, "package", "library", "--baseline=" + released.folder());

    assertThat(refused.toString(), refused.exitCode(), is(1));
    assertThat(refused.out(), is(empty()));
    assertThat(
        refused.line("weir: the API is not compatible with the last release: "),
        containsString("io.weir.harness.Outputs.released(java.lang.String):METHOD_REMOVED"));
  }

  /** The same run shows both: the build elsewhere is compared with a release that Maven finds. */
  @Test
  public void whatIsAddedOrWasDeprecatedMayChangeAndABuildElsewhereGivesTheSameBytes()
      throws Exception {
    BuiltLibrary released = library.copiedTo(scratch.path().resolve("older"));
    released.removeFromHarness("io/weir/harness/NoOutputException");
    released.addToHarness(
        scratch.path(),
        "io/weir/harness/Outputs",
        "@Deprecated public int deprecated(String sink) { return 1; }");
    Path repository =
        OutsideProject.copied(
                Path.of("src/test/resources/consumer"), scratch.path().resolve("elsewhere"))
            .repository();
    for (String artifact : List.of("weir-harness", "weir-proto")) {
      install(released, artifact, repository.resolve("io/weir").resolve(artifact));
    }
    Path other = BuiltLibrary.copySources(scratch.path().resolve("another-folder"));

    MavenProcess maven =
        MavenProcess.run(
            other,
            List.of(
                "-Plibrary,compare-with-release",
                "-Dweir.last.release=0.0.1",
                "-Dmaven.repo.local=" + repository,
                "-Dmaven.test.skip=true",
                "-pl",
                "proto,integration-tests/harness,transforms/bom",
                "package"));

    assertThat(maven.output(), maven.exitCode(), is(0));
    assertThat(maven.output(), containsString("japicmp"));
    Map<String, String> modules =
        Map.of("weir-proto", "proto", "weir-harness", "integration-tests/harness");
    for (Map.Entry<String, String> module : modules.entrySet()) {
      for (String ending : List.of(".jar", "-sources.jar", "-javadoc.jar")) {
        Path file = library.file(module.getKey(), ending);
        same(file, other.resolve(module.getValue()).resolve("target").resolve(file.getFileName()));
      }
    }
    same(
        library.file("weir-bom", ".pom"),
        other.resolve("transforms/bom/target/.flattened-pom.xml"));
  }

  private static void install(BuiltLibrary from, String artifact, Path to) throws IOException {
    Path folder = Files.createDirectories(to.resolve("0.0.1"));
    Files.copy(from.file(artifact, ".jar"), folder.resolve(artifact + "-0.0.1.jar"));
    Path pom = from.file(artifact, ".pom");
    Files.writeString(
        folder.resolve(artifact + "-0.0.1.pom"),
        Files.readString(pom, UTF_8).replace(from.version(), "0.0.1"),
        UTF_8);
  }

  private static void same(Path one, Path other) throws IOException {
    assertThat(
        String.format(Locale.ROOT, "%s and %s", one, other),
        Arrays.equals(Files.readAllBytes(one), Files.readAllBytes(other)),
        is(true));
  }
}
