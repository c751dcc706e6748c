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
package io.weir.infrastructure;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.AssumptionViolatedException;

/**
 * The program terraform of this machine. It sees no credentials of whoever runs the tests: nothing
 * that goes wrong here can reach a real account.
 */
public final class Terraform {
  private static final Duration KILLING = Duration.ofSeconds(10);

  private final Path program;
  private final Path configuration;

  private Terraform(Path program, Path configuration) {
    this.program = program;
    this.configuration = configuration;
  }

  /**
   * The one on the path.
   *
   * @throws AssumptionViolatedException if there is none
   */
  public static Terraform onThePath() throws IOException {
    String path = System.getenv("PATH");
    for (String folder : (path == null ? "" : path).split(File.pathSeparator, -1)) {
      Path program = Path.of(folder, "terraform");
      if (!folder.isEmpty() && Files.isExecutable(program)) {
        return new Terraform(program, CommandLineConfiguration.write());
      }
    }
    throw new AssumptionViolatedException("skipped: there is no terraform on the path");
  }

  /** Like this one, but with another configuration of its command line. */
  public Terraform with(Path configuration) {
    return new Terraform(program, configuration);
  }

  /**
   * Runs it.
   *
   * @param folder where; its output lies there while it runs
   * @param patience after which it is killed with all that it started
   * @throws AssertionError if it does not end in time
   */
  public TerraformRun run(Path folder, Duration patience, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(Arrays.asList(arguments));
    return run(command, folder, patience, Map.of());
  }

  /**
   * Runs a script of Bash that runs it, among others.
   *
   * @param script where it lies
   * @param folder where it runs
   * @param patience after which it is killed with all that it started
   * @param environment what it sees beside what Terraform does
   * @throws AssertionError if it does not end in time
   */
  public TerraformRun script(
      Path script, Path folder, Duration patience, Map<String, String> environment)
      throws IOException, InterruptedException {
    return run(List.of("bash", script.toString()), folder, patience, environment);
  }

  private TerraformRun run(
      List<String> command, Path folder, Duration patience, Map<String, String> environment)
      throws IOException, InterruptedException {
    Path log = Files.createTempFile(folder, "terraform", ".log");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectInput(new File("/dev/null"))
            .redirectOutput(log.toFile());
    isolate(builder.environment());
    builder.environment().putAll(environment);
    Process process = builder.start();
    Thread atExit = new Thread(() -> kill(process), "weir-terraform-exit");
    Runtime.getRuntime().addShutdownHook(atExit);
    try {
      if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        kill(process);
        throw new AssertionError(
            String.join(" ", command) + " did not end within " + patience + "\n" + read(log));
      }
      return new TerraformRun(command, process.exitValue(), read(log));
    } finally {
      kill(process);
      Runtime.getRuntime().removeShutdownHook(atExit);
      Files.deleteIfExists(log);
    }
  }

  private void isolate(Map<String, String> environment) {
    environment
        .keySet()
        .removeIf(
            name ->
                name.startsWith("AWS_")
                    || name.startsWith("TF_")
                    || name.startsWith("GOOGLE_")
                    || name.startsWith("KUBE"));
    environment.put("AWS_CONFIG_FILE", "/dev/null");
    environment.put("AWS_SHARED_CREDENTIALS_FILE", "/dev/null");
    environment.put("AWS_EC2_METADATA_DISABLED", "true");
    environment.put("CHECKPOINT_DISABLE", "1");
    environment.put("TF_CLI_CONFIG_FILE", configuration.toString());
    environment.put("TF_CLI_ARGS", "-no-color");
    environment.put("TF_IN_AUTOMATION", "1");
    environment.put("TF_INPUT", "0");
    environment.put("TF_REGISTRY_CLIENT_TIMEOUT", "20");
    environment.put("TF_REGISTRY_DISCOVERY_RETRY", "0");
  }

  private static void kill(Process process) {
    if (!process.isAlive()) {
      return;
    }
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    try {
      process.waitFor(KILLING.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String read(Path log) throws IOException {
    return new String(Files.readAllBytes(log), UTF_8);
  }
}
