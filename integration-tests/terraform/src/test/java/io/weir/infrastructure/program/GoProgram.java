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

package io.weir.infrastructure.program;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.weir.harness.process.Checkout;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A program of ours in Go, built once for each state of its sources. */
public final class GoProgram {
  private static final Duration BUILDING = Duration.ofMinutes(10);

  private GoProgram() {}

  /**
   * The program; built on first use, which downloads its modules.
   *
   * @param name of its folder below {@code src/test/go}
   * @throws org.junit.AssumptionViolatedException if there is no Go, or a module is not to be had
   */
  public static Path of(String name) throws IOException, InterruptedException {
    Program go = Program.onThePath("go").with("CGO_ENABLED", "0").with("GOTOOLCHAIN", "local");
    Path sources = Checkout.folder().resolve("integration-tests/terraform/src/test/go/" + name);
    Path program = Checkout.cache().resolve("go/" + name + "-" + hash(sources)).resolve(name);
    if (!Files.isExecutable(program)) {
      System.err.println("building " + name + " in " + program.getParent() + " (first use)");
      Files.createDirectories(program.getParent());
      Path fresh = program.resolveSibling(name + ".new");
      go.run(
              sources,
              BUILDING,
              List.of("build", "-trimpath", "-mod=readonly", "-o", fresh.toString(), "."))
          .neededFor(name);
      Files.move(fresh, program);
    }
    return program;
  }

  private static String hash(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Path file : files.sorted().collect(Collectors.toList())) {
        digest.update(file.getFileName().toString().getBytes(UTF_8));
        digest.update(Files.readAllBytes(file));
      }
      return String.format("%064x", new BigInteger(1, digest.digest())).substring(0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
