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
package io.weir.harness.process;

import static java.util.stream.Collectors.toUnmodifiableList;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/**
 * The class path of this process, whole or in part, for the processes that a test starts.
 *
 * <pre>{@code
 * List<Path> all = ClassPath.ofThisProcess();
 * List<Path> kafka = ClassPath.select(jar -> jar.startsWith("kafka"));
 * }</pre>
 */
public final class ClassPath {
  private ClassPath() {}

  /** Every jar and folder of it that exists, in order. */
  public static List<Path> ofThisProcess() {
    return select(name -> true);
  }

  /**
   * The part of it whose file names are chosen, in order.
   *
   * @param names decides by a jar's or a folder's name, without the path
   */
  public static List<Path> select(Predicate<String> names) {
    // Surefire names the tests' class path there when it starts with a jar that only refers to it.
    String all =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path", ""));
    return Arrays.stream(all.split(File.pathSeparator))
        .filter(entry -> !entry.isEmpty())
        .map(Path::of)
        .filter(Files::exists)
        .filter(path -> names.test(String.valueOf(path.getFileName())))
        .map(Path::toAbsolutePath)
        .collect(toUnmodifiableList());
  }

  /** With the classes of this package, which every process begins in. */
  static List<Path> withOwnClasses(List<Path> classPath) {
    List<Path> all = new ArrayList<>(classPath);
    all.add(ownClasses());
    return all;
  }

  static String text(List<Path> classPath) {
    StringBuilder text = new StringBuilder();
    for (Path entry : classPath) {
      text.append(text.length() == 0 ? "" : File.pathSeparator).append(entry);
    }
    return text.toString();
  }

  private static Path ownClasses() {
    CodeSource source = Guarded.class.getProtectionDomain().getCodeSource();
    if (source == null) {
      throw new IllegalStateException("it is unknown where " + Guarded.class + " comes from");
    }
    try {
      return Path.of(source.getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("no path: " + source.getLocation(), e);
    }
  }
}
