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

import static java.util.stream.Collectors.toCollection;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Lets a process that stands by load the classes that another one of its kind has used, so that it
 * need not when its time comes. They are loaded in the background and not initialized.
 */
final class Preloading {
  private static final String PROPERTY = "weir.preload";
  private static final String SOURCE = " source: ";
  private static final String SHARED_BY_THE_JDK = "shared objects file";

  private Preloading() {}

  /** The option by which a process writes down which classes it loads. */
  static String record(Path file) {
    return "-Xlog:class+load=info:file=" + file + ":none";
  }

  /** The option by which it loads those that are named in a file. */
  static String option(Path file) {
    return "-D" + PROPERTY + "=" + file;
  }

  /** Of several records the one with most classes; those that are not there have none. */
  static Set<String> richest(List<Path> records) {
    return records.stream()
        .map(Preloading::classes)
        .max(Comparator.comparingInt(Set::size))
        .orElse(Set.of());
  }

  private static Set<String> classes(Path file) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines
          .filter(line -> line.contains(SOURCE) && !line.endsWith(SHARED_BY_THE_JDK))
          .map(line -> line.substring(0, line.indexOf(' ')))
          .filter(name -> !name.contains("/") && !name.contains("$$"))
          .collect(toCollection(LinkedHashSet::new));
    } catch (IOException e) {
      return Set.of();
    }
  }

  /** Begins, where this process was told to. */
  static void begin() {
    String file = System.getProperty(PROPERTY);
    if (file != null) {
      Thread loading = new Thread(() -> load(Path.of(file)), "weir-preloading");
      loading.setDaemon(true);
      loading.start();
    }
  }

  private static void load(Path file) {
    int loaded = 0;
    try {
      for (String name : Files.readAllLines(file)) {
        loaded += load(name) ? 1 : 0;
      }
      System.out.println("preloaded " + loaded + " classes");
    } catch (IOException e) {
      System.out.println("nothing preloaded: " + e);
    }
  }

  private static boolean load(String name) {
    try {
      Class.forName(name, false, Preloading.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException | LinkageError e) {
      // Another class loader's, or made at run time.
      return false;
    }
  }
}
