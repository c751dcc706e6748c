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

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The processes of a cluster, in the order of their start. */
final class FlinkMembers {
  private static final String ENTRYPOINTS = "org.apache.flink.runtime.";
  private static final String JOB_MANAGER = "jobmanager-";
  private static final String TASK_MANAGER = "taskmanager-";

  private final Path folder;
  private final List<Path> classPath;
  private final boolean highlyAvailable;
  private final List<String> jobManagerOptions = new ArrayList<>();
  private final List<String> taskManagerOptions = new ArrayList<>();
  private final List<String> taskManagerArguments = new ArrayList<>();
  private final List<JavaProcess> jobManagers = new ArrayList<>();
  private final List<Integer> restPorts = new ArrayList<>();
  private final List<JavaProcess> taskManagers = new ArrayList<>();
  private final Map<String, String> taskManagerEnvironment = new TreeMap<>();
  private Path javaHome = Path.of(System.getProperty("java.home"));
  private boolean sharing;
  private @Nullable Path sharedClasses;

  FlinkMembers(Path folder, List<Path> classPath, boolean highlyAvailable) {
    this.folder = folder;
    this.classPath = classPath;
    this.highlyAvailable = highlyAvailable;
  }

  FlinkMembers jobManagerOptions(List<String> values) {
    jobManagerOptions.addAll(values);
    return this;
  }

  FlinkMembers taskManagerOptions(List<String> values) {
    taskManagerOptions.addAll(values);
    return this;
  }

  FlinkMembers taskManagerArguments(List<String> values) {
    taskManagerArguments.addAll(values);
    return this;
  }

  FlinkMembers taskManagerEnvironment(Map<String, String> values) {
    taskManagerEnvironment.putAll(values);
    return this;
  }

  FlinkMembers javaHome(Path home) {
    javaHome = home;
    return this;
  }

  /** Whether TaskManagers can be asked for the classes that they have loaded. */
  FlinkMembers sharing(boolean value) {
    sharing = value;
    return this;
  }

  /** Options of every process. */
  FlinkMembers options(List<String> values) {
    return jobManagerOptions(values).taskManagerOptions(values);
  }

  int startJobManager() {
    int number = jobManagers.size();
    if (number > 0 && !highlyAvailable) {
      throw new IllegalStateException(
          "a cluster without zooKeeper has one JobManager, and it cannot be started again");
    }
    int port = FreePorts.next();
    String name = JOB_MANAGER + number;
    List<String> arguments = arguments(name);
    arguments.addAll(List.of("-D", "rest.port=" + port, "-D", "rest.bind-port=" + port));
    jobManagers.add(
        new JavaCommand(name, folder, classPath)
            .home(javaHome)
            .options(jobManagerOptions)
            .main(ENTRYPOINTS + "entrypoint.StandaloneSessionClusterEntrypoint", arguments)
            .start());
    restPorts.add(port);
    return number;
  }

  int startTaskManager() {
    int number = taskManagers.size();
    String name = TASK_MANAGER + number;
    List<String> arguments = arguments(name);
    arguments.addAll(List.of("-D", "taskmanager.resource-id=" + name));
    arguments.addAll(taskManagerArguments);
    taskManagers.add(
        new JavaCommand(name, folder, classPath)
            .home(javaHome)
            .environment(taskManagerEnvironment)
            .options(taskManagerOptions)
            .options(sharedClasses())
            .main(ENTRYPOINTS + "taskexecutor.TaskManagerRunner", arguments)
            .start());
    return number;
  }

  /** Starts {@code flink run}, with the leader's address. */
  JavaProcess run(int number, List<String> options, List<String> arguments) {
    List<String> all = new ArrayList<>(List.of("run", "-d", "-m", restAddresses().get(0)));
    all.addAll(arguments);
    return new JavaCommand("run-" + number, folder, classPath)
        .home(javaHome)
        .environment(Map.of("FLINK_CONF_DIR", folder.resolve("conf").toString()))
        .options(options)
        .main("org.apache.flink.client.cli.CliFrontend", all)
        .start();
  }

  private List<String> sharedClasses() {
    if (sharedClasses != null) {
      return SharedClasses.mapped(sharedClasses);
    }
    return sharing ? SharedClasses.offered() : List.of();
  }

  /** Those that start from now on have the classes that this one has loaded. */
  void shareClassesOf(int number) {
    if (!sharing || sharedClasses != null) {
      throw new IllegalStateException(
          sharing ? "classes are shared already" : "the cluster was not told to share classes");
    }
    Path archive = folder.resolve("classes.jsa");
    SharedClasses.write(taskManager(number).pid(), archive);
    sharedClasses = archive;
  }

  /** Its settings, and where it keeps its own files. */
  private List<String> arguments(String name) {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("--configDir", folder.resolve("conf").toString()));
    arguments.addAll(List.of("-D", "io.tmp.dirs=" + folder.resolve(name).resolve("tmp")));
    arguments.addAll(List.of("-D", "process.working-dir=" + folder.resolve(name)));
    return arguments;
  }

  /** The number in a resource id that {@link #startTaskManager} gave. */
  static int taskManagerNumber(String resourceId) {
    return Integer.parseInt(resourceId.substring(TASK_MANAGER.length()));
  }

  /** Of the JobManagers that live, the oldest first. */
  List<String> restAddresses() {
    List<String> addresses = new ArrayList<>();
    for (int number = 0; number < jobManagers.size(); number++) {
      if (jobManagers.get(number).alive()) {
        addresses.add("localhost:" + restPorts.get(number));
      }
    }
    return addresses;
  }

  List<Integer> taskManagers() {
    List<Integer> alive = new ArrayList<>();
    for (int number = 0; number < taskManagers.size(); number++) {
      if (taskManagers.get(number).alive()) {
        alive.add(number);
      }
    }
    return alive;
  }

  JavaProcess taskManager(int number) {
    if (number < 0 || number >= taskManagers.size()) {
      throw new IllegalArgumentException(
          "TaskManager is " + number + ", must be below " + taskManagers.size());
    }
    return taskManagers.get(number);
  }

  JavaProcess jobManager(int number) {
    return jobManagers.get(number);
  }

  /** Which JobManager leads, by what each of them says; where none says so, the oldest. */
  int leader() {
    int oldest = -1;
    for (int number = 0; number < jobManagers.size(); number++) {
      JavaProcess candidate = jobManagers.get(number);
      if (candidate.alive()) {
        if (leads(candidate.output())) {
          return number;
        }
        oldest = oldest < 0 ? number : oldest;
      }
    }
    if (oldest < 0) {
      throw new IllegalStateException("no JobManager lives");
    }
    return oldest;
  }

  private static boolean leads(String log) {
    return log.lastIndexOf("DispatcherRunner was granted leadership")
        > log.lastIndexOf("DispatcherRunner was revoked the leadership");
  }

  void checkAlive() {
    jobManagers.forEach(JavaProcess::checkAlive);
    taskManagers.forEach(JavaProcess::checkAlive);
  }

  /** Stops all, the youngest TaskManager first, the JobManagers last. */
  void stop() {
    for (int number = taskManagers.size() - 1; number >= 0; number--) {
      taskManagers.get(number).stop();
    }
    for (int number = jobManagers.size() - 1; number >= 0; number--) {
      jobManagers.get(number).stop();
    }
  }
}
