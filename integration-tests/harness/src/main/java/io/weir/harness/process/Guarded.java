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
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The main class of every process that a test starts: runs another main class, no longer than the
 * starter lives. The starter holds the other end of standard input and writes nothing; the end of
 * it means that the starter is gone, even if it was killed.
 */
final class Guarded {
  /** Before the path of a file, in the place of an argument that is that file's text. */
  static final String FILE = "@";

  private static final int STARTER_GONE = 99;

  private Guarded() {}

  /**
   * Runs a main class.
   *
   * @param arguments its name, then its own arguments; where one is a secret, a file that holds it
   */
  public static void main(String[] arguments) throws Exception {
    Thread watch = new Thread(() -> haltAtEnd(System.in), "weir-starter-watch");
    watch.setDaemon(true);
    watch.start();
    Class<?> main = Class.forName(arguments[0]);
    try {
      main.getMethod("main", String[].class)
          .invoke(null, (Object) read(Arrays.copyOfRange(arguments, 1, arguments.length)));
    } catch (InvocationTargetException e) {
      throw e.getCause() instanceof Exception ? (Exception) e.getCause() : e;
    }
  }

  private static String[] read(String[] arguments) throws IOException {
    for (int index = 0; index < arguments.length; index++) {
      if (arguments[index].startsWith(FILE)) {
        arguments[index] = Files.readString(Path.of(arguments[index].substring(FILE.length())));
      }
    }
    return arguments;
  }

  private static void haltAtEnd(InputStream starter) {
    try {
      int read = 0;
      while (read >= 0) {
        read = starter.read();
      }
    } catch (IOException e) {
      // Gone as well.
    }
    Runtime.getRuntime().halt(STARTER_GONE);
  }
}
