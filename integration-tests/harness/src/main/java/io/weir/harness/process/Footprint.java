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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What this process has at one moment, each thing by an identity of its own and with its name. */
final class Footprint {
  /** The JDK's, which come when something is used and stay. */
  private static final Pattern JDK_THREADS =
      Pattern.compile(
          "process reaper.*|ForkJoinPool\\.commonPool-.*|Keep-Alive-.*|Common-Cleaner|Finalizer"
              + "|Reference Handler|Signal Dispatcher|Attach Listener|HttpClient-\\d+-.*"
              + "|Cleaner-\\d+|CompletableFutureDelayScheduler|InnocuousThread.*|DestroyJavaVM|surefire-forkedjvm-.*");

  private final Map<Object, String> things = new HashMap<>();

  private Footprint() {}

  static Footprint now(List<Path> folders) {
    Footprint footprint = new Footprint();
    footprint.threads();
    footprint.processes();
    footprint.things.putAll(OpenFiles.ofThisProcess());
    folders.forEach(footprint::entries);
    return footprint;
  }

  /** The names of what is here and not there. */
  Set<String> beyond(Footprint other) {
    Map<Object, String> more = new HashMap<>(things);
    more.keySet().removeAll(other.things.keySet());
    return Set.copyOf(more.values());
  }

  private void threads() {
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (!JDK_THREADS.matcher(thread.getName()).matches()) {
        things.put(thread, "thread \"" + thread.getName() + "\"");
      }
    }
  }

  private void processes() {
    ProcessHandle.current()
        .descendants()
        .filter(ProcessHandle::isAlive)
        .forEach(
            child ->
                things.put(
                    child,
                    "process " + child.pid() + " " + child.info().command().orElse("(unknown)")));
  }

  private void entries(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      entries.forEach(entry -> things.put(entry, "file " + entry));
    } catch (IOException e) {
      throw new UncheckedIOException("folder " + folder + " cannot be read", e);
    }
  }
}
