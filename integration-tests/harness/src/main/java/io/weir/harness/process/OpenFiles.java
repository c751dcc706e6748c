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
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The files that this process has open and the ports that it listens on, as Linux tells them. */
final class OpenFiles {
  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
  private static final String SOCKET = "socket:[";
  private static final String LISTENING = "0A";

  private OpenFiles() {}

  /** Their names by an identity; empty on other systems. */
  static Map<Object, String> ofThisProcess() {
    Map<Object, String> open = new HashMap<>();
    if (!Files.isDirectory(DESCRIPTORS)) {
      return open;
    }
    Map<String, Integer> ports = listening();
    for (Path descriptor : descriptors()) {
      String target = target(descriptor);
      if (target.startsWith(SOCKET)) {
        Integer port = ports.get(target.substring(SOCKET.length(), target.length() - 1));
        if (port != null) {
          open.put(target, "port " + port + " is listened on");
        }
      } else if (isData(target)) {
        // The same file may be open twice.
        open.put(descriptor + " " + target, "open file " + target);
      }
    }
    return open;
  }

  private static boolean isData(String target) {
    return target.startsWith("/")
        && !target.startsWith("/dev/")
        && !target.startsWith("/proc/")
        && !target.startsWith("/sys/")
        && !target.endsWith(".jar")
        && !target.endsWith(".so")
        && !target.endsWith("/modules");
  }

  private static List<Path> descriptors() {
    try (Stream<Path> all = Files.list(DESCRIPTORS)) {
      return all.collect(Collectors.toList());
    } catch (IOException e) {
      throw new UncheckedIOException(DESCRIPTORS + " cannot be read", e);
    }
  }

  private static String target(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (IOException e) {
      // Closed meanwhile.
      return "";
    }
  }

  /** The ports that anybody listens on, by the number of the socket. */
  private static Map<String, Integer> listening() {
    Map<String, Integer> ports = new HashMap<>();
    for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
      try (Stream<String> lines = Files.lines(Path.of(table))) {
        lines
            .skip(1)
            .map(line -> line.trim().split("\\s+"))
            .filter(fields -> fields.length > 9 && fields[3].equals(LISTENING))
            .forEach(fields -> ports.put(fields[9], port(fields[1])));
      } catch (IOException e) {
        // No such protocol here.
      }
    }
    return ports;
  }

  private static int port(String address) {
    return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1), 16);
  }
}
