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

import static java.util.stream.Collectors.toList;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How Flink's processes share out their memory, in MiB. Flink's own scripts compute it with more
 * Java processes; here it is written down.
 */
final class FlinkMemory {
  private static final int FRAMEWORK = 64;
  private static final int NETWORK = 64;
  private static final int METASPACE = 256;
  private static final int OVERHEAD = 128;

  /** Without Java's second compiler: it has little to do. */
  private static final String QUICK_TO_START = "-XX:TieredStopAtLevel=1";

  private FlinkMemory() {}

  static List<String> jobManager(int heap) {
    return List.of(
        "-Xmx" + heap + "m",
        "-XX:MaxMetaspaceSize=" + METASPACE + "m",
        "-XX:+UseSerialGC",
        QUICK_TO_START);
  }

  /** The options of a TaskManager's Java. */
  static List<String> taskManager(int heap, int slots) {
    return List.of(
        "-Xmx" + heap * slots + "m",
        "-XX:MaxDirectMemorySize=" + (NETWORK + 2 * FRAMEWORK) + "m",
        "-XX:MaxMetaspaceSize=" + METASPACE + "m",
        "-XX:+UseSerialGC");
  }

  /** What a TaskManager is told besides its settings; it will not start with less. */
  static List<String> taskManagerArguments(int heap, int managed, int slots) {
    Map<String, String> sizes = new LinkedHashMap<>();
    sizes.put("taskmanager.cpu.cores", slots + ".0");
    sizes.put("taskmanager.memory.framework.heap.size", FRAMEWORK + "m");
    sizes.put("taskmanager.memory.task.heap.size", (heap * slots - FRAMEWORK) + "m");
    sizes.put("taskmanager.memory.framework.off-heap.size", FRAMEWORK + "m");
    sizes.put("taskmanager.memory.task.off-heap.size", FRAMEWORK + "m");
    sizes.put("taskmanager.memory.managed.size", managed * slots + "m");
    sizes.put("taskmanager.memory.network.min", NETWORK + "m");
    sizes.put("taskmanager.memory.network.max", NETWORK + "m");
    sizes.put("taskmanager.memory.jvm-metaspace.size", METASPACE + "m");
    sizes.put("taskmanager.memory.jvm-overhead.min", OVERHEAD + "m");
    sizes.put("taskmanager.memory.jvm-overhead.max", OVERHEAD + "m");
    List<String> arguments = new ArrayList<>();
    sizes.forEach((name, size) -> arguments.addAll(List.of("-D", name + "=" + size)));
    return arguments.stream().collect(toList());
  }
}
