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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How a Java process is started: from this process's own Java unless told otherwise, with
 * everything in one folder.
 */
final class JavaCommand {
  /** Flink, RocksDB's classes, Kryo and Beam look into these. */
  private static final String[] OPENED = {
    "lang", "util", "time", "net", "nio", "util.concurrent", "util.concurrent.atomic"
  };

  /** Where the class path's logging is Java's own: a line each, with milliseconds. */
  private static final String LOG_LINES =
      "-Djava.util.logging.SimpleFormatter.format=%1$tT.%1$tL %4$s %3$s %5$s%6$s%n";

  private final String name;
  private final Path folder;
  private final List<Path> classPath;
  private Path home = Path.of(System.getProperty("java.home"));
  private final List<String> options = new ArrayList<>();
  private final List<String> arguments = new ArrayList<>();
  private final Map<String, String> environment = new TreeMap<>();

  /**
   * A process with a name of its own.
   *
   * @param folder holds its log {@code name.log}, and while it runs a folder {@code name} with its
   *     temporary files; is made where it is missing
   * @param classPath with the classes of this package
   */
  JavaCommand(String name, Path folder, List<Path> classPath) {
    this.name = name;
    this.folder = folder;
    this.classPath = List.copyOf(classPath);
  }

  /** Another Java's home. */
  JavaCommand home(Path folderOfJava) {
    home = folderOfJava;
    return this;
  }

  JavaCommand options(List<String> values) {
    options.addAll(values);
    return this;
  }

  /** Variables, over those of this process. */
  JavaCommand environment(Map<String, String> values) {
    environment.putAll(values);
    return this;
  }

  /** The main class, then its arguments. */
  JavaCommand main(String mainClass, List<String> values) {
    arguments.add(mainClass);
    arguments.addAll(values);
    return this;
  }

  JavaProcess start() {
    Path log = folder.resolve(name + ".log");
    Path own = folder.resolve(name);
    Path scratch = own.resolve("tmp");
    List<String> command = new ArrayList<>();
    command.add(home.resolve("bin").resolve("java").toString());
    command.add("-XX:-UsePerfData");
    command.add("-Djava.awt.headless=true");
    command.add("-Djava.io.tmpdir=" + scratch);
    command.add(LOG_LINES);
    for (String opened : OPENED) {
      command.add("--add-opens=java.base/java." + opened + "=ALL-UNNAMED");
    }
    command.addAll(options);
    command.add("-cp");
    command.add(ClassPath.text(classPath));
    command.add(Guarded.class.getName());
    command.addAll(arguments);
    try {
      Files.createDirectories(scratch);
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(own.toFile())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
      builder.environment().putAll(environment);
      return new JavaProcess(name, builder.start(), log, own);
    } catch (IOException e) {
      throw new UncheckedIOException(name + " cannot be started: " + e.getMessage(), e);
    }
  }
}
