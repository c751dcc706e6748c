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
package io.weir.suites;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a Java process holds after a collection of its garbage. */
final class ProcessFigures {
  private static final Path JCMD = Path.of(System.getProperty("java.home"), "bin", "jcmd");
  private static final String JOB_LOADER = "org.apache.flink.util.ChildFirstClassLoader";

  private static final long PATIENCE_SECONDS = 120;

  private static final Pattern TOTAL = Pattern.compile("Total = (\\d+)");

  /** Of the classes and of what belongs to them. */
  private static final Pattern METASPACE =
      Pattern.compile("Both:.*\\s([0-9.]+) KB\\s+\\([^)]*\\) used");

  private static final Pattern THREADS = Pattern.compile("\nThreads:\\s+(\\d+)");
  private static final Pattern RESIDENT = Pattern.compile("\nVmRSS:\\s+(\\d+) kB");

  private static final String TRIM = "System.trim_native_heap";

  /** Made by Java for a call by reflection that is made often, so many as there are such calls. */
  private static final String OF_A_CALL = "jdk.internal.reflect.DelegatingClassLoader";

  private final int classLoaders;
  private final int jobLoaders;
  private final double metaspaceMebibytes;
  private final int threads;
  private final double residentMebibytes;

  ProcessFigures(
      int classLoaders,
      int jobLoaders,
      double metaspaceMebibytes,
      int threads,
      double residentMebibytes) {
    this.classLoaders = classLoaders;
    this.jobLoaders = jobLoaders;
    this.metaspaceMebibytes = metaspaceMebibytes;
    this.threads = threads;
    this.residentMebibytes = residentMebibytes;
  }

  /** Whether this machine can tell: a JDK's {@code jcmd}, and Linux. */
  static boolean canBeRead() {
    return Files.isExecutable(JCMD) && Files.isReadable(Path.of("/proc/self/status"));
  }

  /** Of a process of this machine's user, after a collection. */
  static ProcessFigures of(long pid) throws IOException, InterruptedException {
    // What the first leaves to finalizers and cleaners is free in the second.
    ask(pid, "GC.run");
    ask(pid, "GC.run");
    if (ask(pid, "help").contains(TRIM)) {
      // The C library keeps what was freed, in pieces between what was not: more with each job for
      // a while, though nothing is held. From JDK 17.0.9 on it can be told to give it back.
      ask(pid, TRIM);
    }
    String loaders = ask(pid, "VM.classloader_stats");
    String status = Files.readString(Path.of("/proc", String.valueOf(pid), "status"));
    return new ProcessFigures(
        (int) number(TOTAL, loaders) - count(loaders, OF_A_CALL),
        count(loaders, JOB_LOADER),
        number(METASPACE, ask(pid, "VM.metaspace", "scale=KB")) / 1024,
        (int) number(THREADS, status),
        number(RESIDENT, status) / 1024);
  }

  private static int count(String text, String part) {
    return text.split(Pattern.quote(part), -1).length - 1;
  }

  private static double number(Pattern pattern, String text) throws IOException {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.find()) {
      throw new IOException("no " + pattern + " in: " + text);
    }
    return Double.parseDouble(matcher.group(1));
  }

  private static String ask(long pid, String... command) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of(JCMD.toString(), String.valueOf(pid)));
    all.addAll(List.of(command));
    Path file = Files.createTempFile("jcmd", ".txt");
    try {
      Process process =
          new ProcessBuilder(all).redirectErrorStream(true).redirectOutput(file.toFile()).start();
      boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
      process.destroyForcibly();
      String answer = Files.readString(file);
      if (!ended || process.exitValue() != 0) {
        throw new IOException(String.join(" ", all) + " failed: " + answer);
      }
      return answer;
    } finally {
      Files.delete(file);
    }
  }

  /** How many class loaders there are, but for those of calls by reflection. */
  int classLoaders() {
    return classLoaders;
  }

  /** How many of them are those of jobs. */
  int jobLoaders() {
    return jobLoaders;
  }

  /** What its classes take, in MiB. */
  double metaspaceMebibytes() {
    return metaspaceMebibytes;
  }

  int threads() {
    return threads;
  }

  /** All of its memory that is not paged out, in MiB. */
  double residentMebibytes() {
    return residentMebibytes;
  }

  @Override
  public String toString() {
    return String.format(
        "%d class loaders (%d of jobs), %.1f MiB of metaspace, %d threads, %.1f MiB resident",
        classLoaders, jobLoaders, metaspaceMebibytes, threads, residentMebibytes);
  }
}
