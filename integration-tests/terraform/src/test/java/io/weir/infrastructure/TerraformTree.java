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

import io.weir.harness.process.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.AssumptionViolatedException;

/**
 * A copy of {@code terraform/} in a temporary folder, where Terraform may put what it likes;
 * modules find each other as in the original.
 */
public final class TerraformTree implements AutoCloseable {
  private static final Duration INIT = Duration.ofMinutes(5);

  private final Terraform terraform;
  private final Path root;

  private TerraformTree(Terraform terraform, Path root) {
    this.terraform = terraform;
    this.root = root;
  }

  /**
   * Copies it.
   *
   * @throws AssumptionViolatedException if there is no terraform
   */
  public static TerraformTree copy() throws IOException {
    return copy(Terraform.onThePath());
  }

  /**
   * Copies it.
   *
   * @param terraform that works in the copy
   */
  public static TerraformTree copy(Terraform terraform) throws IOException {
    Path root = Files.createTempDirectory("weir-terraform-");
    copy(TerraformFolder.root(), root.resolve("terraform"));
    return new TerraformTree(terraform, root);
  }

  /** Copies a folder, but for what Terraform leaves in it. */
  private static void copy(Path from, Path to) throws IOException {
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
              throws IOException {
            if (String.valueOf(folder.getFileName()).equals(".terraform")) {
              return FileVisitResult.SKIP_SUBTREE;
            }
            Files.createDirectories(to.resolve(from.relativize(folder)));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.copy(file, to.resolve(from.relativize(file)));
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /** The folder in which {@code terraform/} lies, as it does in a checkout. */
  public Path checkout() {
    return root;
  }

  /**
   * Copies more of the checkout.
   *
   * @param name of a folder of the checkout, such as {@code runners/flink/container}
   */
  public void add(String name) throws IOException {
    copy(Checkout.folder().resolve(name), root.resolve(name));
  }

  /** The copy of a folder. */
  public Path of(String name) {
    return root.resolve("terraform").resolve(name);
  }

  /**
   * Prepares a folder for everything else.
   *
   * @throws AssumptionViolatedException if a provider of it is not to be had here
   */
  public void init(String name) throws IOException, InterruptedException {
    TerraformRun run = terraform.run(of(name), INIT, "init", "-backend=false");
    if (run.exitCode() != 0
        && run.output().contains("Failed to query available provider packages")) {
      throw new AssumptionViolatedException(
          "skipped: a provider of " + name + " is not to be had here: " + reason(run.output()));
    }
    run.succeeded();
  }

  /** The sentence that names the provider, on one line. */
  private static String reason(String output) {
    String all = output.replaceAll("[│\\s]+", " ");
    int begin = Math.max(0, all.indexOf("Could not retrieve"));
    int end = all.indexOf(" To see which modules", begin);
    return all.substring(begin, end < 0 ? all.length() : end).strip();
  }

  /** Runs Terraform in the copy of a folder. */
  public TerraformRun run(String name, Duration patience, String... arguments)
      throws IOException, InterruptedException {
    return terraform.run(of(name), patience, arguments);
  }

  /**
   * Runs a script of Bash, which may run Terraform.
   *
   * @param folder where
   */
  public TerraformRun script(
      Path script, Path folder, Duration patience, Map<String, String> environment)
      throws IOException, InterruptedException {
    return terraform.script(script, folder, patience, environment);
  }

  /** Deletes the copy. */
  @Override
  public void close() {
    try {
      Files.walkFileTree(
          root,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              Files.delete(file);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure)
                throws IOException {
              Files.delete(folder);
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException("folder " + root + " cannot be deleted", e);
    }
  }
}
