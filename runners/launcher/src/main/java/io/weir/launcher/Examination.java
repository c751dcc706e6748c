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
package io.weir.launcher;

import io.weir.launcher.triton.LocalTriton;
import io.weir.launcher.triton.TritonUnavailableException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Looks at the machine. */
final class Examination {
  private static final long GIB = 1L << 30;
  private static final long NEEDED_MEMORY = 3 * GIB;
  private static final long NEEDED_DISK = 2 * GIB;
  private static final int NEEDED_JAVA = 17;

  private Examination() {}

  static List<Finding> of(Path home, String maven) {
    return List.of(
        jdk(), maven(maven), processors(), memory(), disk(home), ports(), triton(), data());
  }

  private static Finding jdk() {
    String detail =
        Runtime.version() + " at " + System.getProperty("java.home") + " (run, test, bench)";
    boolean compiler =
        ModuleLayer.boot().findModule("java.compiler").isPresent()
            && ModuleLayer.boot().findModule("jdk.compiler").isPresent();
    if (Runtime.version().feature() < NEEDED_JAVA) {
      return Finding.lacks("JDK", detail + ": needs " + NEEDED_JAVA + " or later");
    }
    return compiler
        ? Finding.has("JDK", detail)
        : Finding.lacks("JDK", detail + ": has no compiler, a JDK is needed, not a JRE");
  }

  private static Finding maven(String maven) {
    try {
      Process process = new ProcessBuilder(maven, "-v").redirectErrorStream(true).start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return Finding.lacks("Maven", maven + " does not answer");
      }
      String version =
          output
              .lines()
              .filter(line -> line.contains("Apache Maven"))
              .findFirst()
              .orElse(maven)
              .replaceAll("\u001b\\[[0-9;]*m", "");
      return Finding.has("Maven", version + " (test, and the first use of every verb)");
    } catch (IOException e) {
      return Finding.lacks("Maven", "is not found: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Finding.lacks("Maven", maven + " does not answer");
    }
  }

  private static Finding processors() {
    int processors = Runtime.getRuntime().availableProcessors();
    return processors >= 2
        ? Finding.has("processors", String.valueOf(processors))
        : Finding.without("processors", processors + ": with 2 or more the rates are better");
  }

  private static Finding memory() {
    java.lang.management.OperatingSystemMXBean system =
        ManagementFactory.getOperatingSystemMXBean();
    if (!(system instanceof com.sun.management.OperatingSystemMXBean)) {
      return Finding.without("memory", "cannot be told on this JVM");
    }
    long bytes = ((com.sun.management.OperatingSystemMXBean) system).getTotalPhysicalMemorySize();
    return bytes >= NEEDED_MEMORY
        ? Finding.has("memory", gib(bytes))
        : Finding.lacks("memory", gib(bytes) + ": needs " + gib(NEEDED_MEMORY));
  }

  private static Finding disk(Path home) {
    Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
    try {
      long bytes =
          Math.min(
              Files.getFileStore(home).getUsableSpace(),
              Files.getFileStore(temporary).getUsableSpace());
      String detail = gib(bytes) + " free for the build and for temporary files";
      return bytes >= NEEDED_DISK
          ? Finding.has("disk", detail)
          : Finding.lacks("disk", detail + ": needs " + gib(NEEDED_DISK));
    } catch (IOException e) {
      return Finding.lacks("disk", "cannot be looked at: " + e.getMessage());
    }
  }

  private static Finding ports() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return Finding.has("ports", "can listen on " + socket.getInetAddress().getHostAddress());
    } catch (IOException e) {
      return Finding.lacks("ports", "cannot listen on the loopback address: " + e.getMessage());
    }
  }

  private static Finding triton() {
    try {
      return Finding.has("Triton", LocalTriton.runsHere() + " (run --triton=auto, test triton)");
    } catch (TritonUnavailableException e) {
      return Finding.without("Triton", String.valueOf(e.getMessage()));
    }
  }

  private static Finding data() {
    Path data = Home.data().resolve("fraud");
    return Files.isDirectory(data)
        ? Finding.has("handbook data", data + " (test handbook, run fraud --input=...)")
        : Finding.without(
            "handbook data", "no " + data + ": tests that need it are skipped, one line each");
  }

  private static String gib(long bytes) {
    return String.format(Locale.ROOT, "%.1f GiB", (double) bytes / GIB);
  }
}
