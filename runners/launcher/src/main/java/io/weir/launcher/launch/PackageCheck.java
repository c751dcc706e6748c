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
package io.weir.launcher.launch;

import io.weir.pipelines.InvalidSettingException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * Whether a package is of the same build as the launcher. The launcher's classes make the job, and
 * those of the package run it: if they differ, the job fails, or computes something else.
 */
final class PackageCheck {
  private static final String OURS = "io/weir/";
  private static final String CLASS = ".class";

  private PackageCheck() {}

  /**
   * Compares every class of ours in a package with the launcher's.
   *
   * @throws InvalidSettingException if it is not the runner's package, or of another build: one
   *     line
   */
  static void of(Path jar, RemoteRunner runner) {
    if (!Files.isRegularFile(jar)) {
      throw new InvalidSettingException("--jar is " + jar + ", which is no file");
    }
    ClassLoader launcher = runner.getClass().getClassLoader();
    try (JarFile file = new JarFile(jar.toFile())) {
      if (file.getEntry(runner.mainClass().replace('.', '/') + CLASS) == null) {
        throw refusal(jar, runner, "no package for " + runner.name() + ": it has no main class");
      }
      for (JarEntry entry : Collections.list(file.entries())) {
        String name = entry.getName();
        if (name.startsWith(OURS) && name.endsWith(CLASS) && !same(file, entry, launcher)) {
          throw refusal(jar, runner, "of another build than this launcher (" + name + " differs)");
        }
      }
    } catch (IOException e) {
      throw new InvalidSettingException(
          "--jar is " + jar + ", which cannot be read: " + e.getMessage(), e);
    }
  }

  private static InvalidSettingException refusal(Path jar, RemoteRunner runner, String what) {
    return new InvalidSettingException(
        "--jar is "
            + jar
            + ", which is "
            + what
            + "; make it again with 'weir package "
            + runner.name()
            + "'");
  }

  private static boolean same(JarFile file, JarEntry entry, ClassLoader launcher)
      throws IOException {
    try (InputStream packaged = file.getInputStream(entry);
        InputStream own = launcher.getResourceAsStream(entry.getName())) {
      return own != null && Arrays.equals(packaged.readAllBytes(), own.readAllBytes());
    }
  }
}
