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
package io.weir.infrastructure.guide;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toUnmodifiableList;

import io.weir.harness.process.Guide;
import io.weir.harness.process.PythonEnvironment;
import io.weir.infrastructure.TerraformFolder;
import io.weir.infrastructure.TerraformRun;
import io.weir.infrastructure.TerraformTree;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * One way through the guide: its steps are run one after another, each block by a Bash of its own
 * that begins with the folder and the variables of the last one's end.
 *
 * <p>Blocks marked {@code bash} are run to their end. In those marked {@code sh} the programs for a
 * cloud, a cluster or a registry are asked whether they know the command: {@code docker} and {@code
 * kubectl} are run where there is nothing to reach, what {@code gcloud} would be asked is written
 * down. {@code ./weir} is the real one, but Maven builds nothing: it leaves a small file where the
 * package would be.
 */
public final class Walkthrough {
  private static final Duration PATIENCE = Duration.ofMinutes(6);
  private static final String AWS_COMMAND_LINE = "awscli-1.46.3";

  private final TerraformTree tree;
  private final Guide guide;
  private final Path folder;
  private final Map<String, String> environment;
  private final List<String> taken = new ArrayList<>();

  private Walkthrough(
      TerraformTree tree, Guide guide, Path folder, Map<String, String> environment) {
    this.tree = tree;
    this.guide = guide;
    this.folder = folder;
    this.environment = Map.copyOf(environment);
  }

  /**
   * Before the first step.
   *
   * @param tree in whose copy of the checkout it goes
   * @param more what commands see in their environment
   */
  public static Walkthrough begin(TerraformTree tree, Map<String, String> more) throws IOException {
    tree.add("pipelines/src/main/resources/fraud/model");
    tree.add("runners/dataflow/container");
    tree.add("runners/flink/container");
    Path folder = Files.createDirectory(tree.checkout().resolve("walk"));
    Path programs = Files.createDirectory(folder.resolve("bin"));
    for (String name : List.of("docker", "gcloud", "helm", "kafka-topics.sh", "kubectl")) {
      program(programs.resolve(name), "stand-in.sh");
    }
    Path maven = program(folder.resolve("maven.sh"), "maven.sh");
    program(tree.checkout().resolve("weir"), "weir.sh");
    emptyJar(folder.resolve("empty.jar"));
    Files.writeString(folder.resolve("folder"), tree.checkout().toString());
    Map<String, String> environment = new HashMap<>(more);
    environment.put("PATH", programs + File.pathSeparator + System.getenv("PATH"));
    environment.put("WALK", folder.toString());
    environment.put("WALK_JAVA", System.getProperty("java.home", "") + "/bin/java");
    environment.put("WALK_CLASS_PATH", System.getProperty("java.class.path", ""));
    environment.put("WALK_MAVEN", maven.toString());
    return new Walkthrough(tree, guide(), folder, environment);
  }

  static Guide guide() throws IOException {
    return Guide.read(TerraformFolder.root().resolve("README.md"));
  }

  /** The AWS command line; installed on first use. */
  public static Path awsCommandLine() throws IOException, InterruptedException {
    return Path.of(PythonEnvironment.of(AWS_COMMAND_LINE, resource("awscli.txt")).program("aws"));
  }

  /** Gives its commands another program. */
  public void has(String name, Path program) throws IOException {
    Files.createSymbolicLink(folder.resolve("bin").resolve(name), program);
  }

  /**
   * Takes a step.
   *
   * @param step its title
   * @return all that its commands printed
   * @throws AssertionError if one of them fails, with what they printed
   */
  public String take(String step) throws IOException, InterruptedException {
    StringBuilder output = new StringBuilder();
    for (Guide.Block block : guide.under(step).blocks()) {
      output.append(run(block.text()).succeeded().output());
    }
    taken.add(step);
    return output.toString();
  }

  /**
   * The steps that were not taken.
   *
   * @param way what their titles end with
   */
  public List<String> left(String way) {
    return guide.titles().stream()
        .filter(step -> step.endsWith(" " + way) && !guide.under(step).blocks().isEmpty())
        .filter(step -> !taken.contains(step))
        .collect(toUnmodifiableList());
  }

  /** Runs commands as if they were the next block. */
  TerraformRun run(String commands) throws IOException, InterruptedException {
    Path script =
        Files.writeString(
            folder.resolve("block.sh"),
            "set -euo pipefail\nset -a\n"
                + "if [ -f \"$WALK/variables\" ]; then . \"$WALK/variables\"; fi\n"
                + commands
                + "\nexport -p > \"$WALK/variables\"\npwd > \"$WALK/folder\"\n");
    return tree.script(script, here(), PATIENCE, environment);
  }

  /** The folder in which the last block ended. */
  public Path here() throws IOException {
    return Path.of(Files.readString(folder.resolve("folder")).strip());
  }

  /** The jar that the guide's variable names. */
  public Path jar() throws IOException {
    for (String line : Files.readAllLines(folder.resolve("variables"))) {
      if (line.startsWith("declare -x JAR=")) {
        return Path.of(line.replaceAll("^[^\"]*\"|\"$", ""));
      }
    }
    throw new AssertionError("no step has named a jar");
  }

  /** What the programs were asked that do nothing here, one command a line, as words of Bash. */
  List<String> asked() throws IOException {
    Path asked = folder.resolve("asked");
    return Files.exists(asked) ? Files.readAllLines(asked) : List.of();
  }

  private static Path program(Path file, String resource) throws IOException {
    Files.writeString(file, resource(resource));
    if (!file.toFile().setExecutable(true)) {
      throw new IOException(file + " cannot be made executable");
    }
    return file;
  }

  private static String resource(String name) throws IOException {
    try (InputStream stream = Walkthrough.class.getResourceAsStream("/guide/" + name)) {
      if (stream == null) {
        throw new IOException("resource guide/" + name + " is missing");
      }
      return new String(stream.readAllBytes(), UTF_8);
    }
  }

  private static void emptyJar(Path file) throws IOException {
    try (ZipOutputStream jar = new ZipOutputStream(Files.newOutputStream(file))) {
      jar.putNextEntry(new ZipEntry("META-INF/"));
    }
  }
}
