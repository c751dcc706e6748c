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

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A Flink cluster of real processes on this machine, JobManagers and TaskManagers, whose members a
 * test may kill and start.
 *
 * <pre>{@code
 * try (FlinkCluster flink =
 *     FlinkCluster.builder().classPath(ClassPath.ofThisProcess()).taskManagers(2).start()) {
 *   submit("--flinkMaster=" + flink.restAddress());
 *   flink.job().awaitTasks(Duration.ofMinutes(1));
 *   flink.killTaskManager(0);
 *   flink.startTaskManager();
 * }
 * }</pre>
 *
 * <p>Written for Flink 1.19. Members have numbers in the order of their start, from 0; the number
 * of one that is gone is not given again. Not safe for use by several threads.
 */
public final class FlinkCluster implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final OwnFolder folder;
  private final FlinkMembers members;
  private final FlinkRest rest;
  private final Path emptyJar;
  private int runs;

  private FlinkCluster(OwnFolder folder, FlinkMembers members) {
    this.folder = folder;
    this.members = members;
    this.rest = new FlinkRest(members::restAddresses);
    this.emptyJar = JarredClassPath.empty(folder.path().resolve("empty.jar"));
  }

  /** Starts to describe one. */
  public static Builder builder() {
    return new Builder();
  }

  /** Where jobs are given to it, {@code localhost:port}: the oldest JobManager that lives. */
  public String restAddress() {
    List<String> addresses = members.restAddresses();
    if (addresses.isEmpty()) {
      throw new IllegalStateException("no JobManager lives");
    }
    return addresses.get(0);
  }

  /** Holds Flink's own file of settings, for clients that want the cluster's. */
  public Path configurationFolder() {
    return folder.path().resolve("conf");
  }

  /**
   * A jar with nothing in it, for jobs whose classes are all on the cluster's class path: where it
   * is told to bring no file, Beam's runner brings the whole class path of its own process.
   */
  public Path emptyJar() {
    return emptyJar;
  }

  /**
   * Gives it a jar as {@code flink run} does, in a process of its own; returns when that has ended.
   *
   * @param javaOptions of that process
   * @param arguments of the jar's main class
   * @return what it printed
   * @throws AssertionError if it does not end within 2 minutes
   */
  public String run(Path jar, List<String> javaOptions, List<String> arguments) {
    List<String> all = new ArrayList<>(List.of(jar.toString()));
    all.addAll(arguments);
    JavaProcess run = members.run(runs++, javaOptions, all);
    try {
      Waiting.until("end of flink run", PATIENCE, run::alive, running -> !running);
      return run.output();
    } finally {
      run.stop();
    }
  }

  /**
   * Its jobs, also those that have ended.
   *
   * @throws IOException if no JobManager answers now
   */
  public List<FlinkJob> jobs() throws IOException, InterruptedException {
    List<FlinkJob> jobs = new ArrayList<>();
    for (JsonNode job : rest.get("/jobs").path("jobs")) {
      jobs.add(new FlinkJob(rest, job.path("id").asText()));
    }
    return jobs;
  }

  /**
   * Its only job that has not ended; waits until there is one.
   *
   * @throws AssertionError if there is none, or more, within 2 minutes
   */
  public FlinkJob job() {
    List<FlinkJob> only = Waiting.until("only job", PATIENCE, this::open, jobs -> jobs.size() == 1);
    return only.get(0);
  }

  private List<FlinkJob> open() throws IOException, InterruptedException {
    List<FlinkJob> jobs = new ArrayList<>();
    for (JsonNode job : rest.get("/jobs").path("jobs")) {
      if (!FlinkJob.ended(job.path("status").asText())) {
        jobs.add(new FlinkJob(rest, job.path("id").asText()));
      }
    }
    return jobs;
  }

  /** The numbers of the TaskManagers that live, in order. */
  public List<Integer> taskManagers() {
    return members.taskManagers();
  }

  /**
   * The numbers of the TaskManagers that run a job's tasks now, in order.
   *
   * @throws IOException if no JobManager answers now
   */
  public List<Integer> taskManagersOf(FlinkJob job) throws IOException, InterruptedException {
    return job.taskManagers().stream()
        .map(FlinkMembers::taskManagerNumber)
        .filter(number -> taskManagers().contains(number))
        .sorted()
        .collect(toUnmodifiableList());
  }

  /** The process id of a TaskManager, also of one that is gone. */
  public long taskManagerPid(int number) {
    return members.taskManager(number).pid();
  }

  /**
   * Kills a TaskManager as {@code kill -9} does; returns when it is gone.
   *
   * @throws IllegalArgumentException if there never was one of that number
   */
  public void killTaskManager(int number) {
    members.taskManager(number).kill();
  }

  /**
   * Starts one more TaskManager; does not wait for it.
   *
   * @return its number
   */
  public int startTaskManager() {
    return members.startTaskManager();
  }

  /**
   * Waits until the JobManager knows that many TaskManagers.
   *
   * @throws AssertionError after 2 minutes, or when one ended by itself
   */
  public void awaitTaskManagers(int count) {
    Waiting.until(
        count + " TaskManagers",
        PATIENCE,
        () -> rest.get("/taskmanagers").path("taskmanagers").size(),
        size -> size == count);
  }

  /** The process id of a JobManager, also of one that is gone. */
  public long jobManagerPid(int number) {
    return members.jobManager(number).pid();
  }

  /**
   * Archives the classes that a TaskManager has loaded until now, for those that are started from
   * now on: tasks that move to one begin sooner, because it need not read and verify their classes.
   * Once in the life of a cluster.
   *
   * @throws IllegalStateException if the cluster was not built for it, or has done so
   * @throws AssertionError if there is no archive within 2 minutes
   */
  public void shareClassesOf(int taskManager) {
    members.shareClassesOf(taskManager);
  }

  /**
   * Kills the JobManager that leads, as {@code kill -9} does; returns when it is gone.
   *
   * @return its number
   */
  public int killJobManager() {
    int leader = members.leader();
    members.jobManager(leader).kill();
    return leader;
  }

  /**
   * Starts one more JobManager, which stands by while another leads; does not wait for it.
   *
   * @return its number
   * @throws IllegalStateException if the cluster is not highly available
   */
  public int startJobManager() {
    return members.startJobManager();
  }

  /**
   * Stops every member, the youngest first, and deletes the folder if it is a temporary one.
   * Nothing of it runs any more.
   */
  @Override
  public void close() {
    members.stop();
    folder.close();
  }

  /** Describes a {@link FlinkCluster}. */
  public static final class Builder {
    private List<Path> classPath = ClassPath.ofThisProcess();
    private int jobManagers = 1;
    private int taskManagers = 2;
    private int slots = 1;
    private int heapMebibytes = 448;
    private int managedMebibytes = 256;
    private Path javaHome = Path.of(System.getProperty("java.home"));
    private boolean sharing;
    private @Nullable Path folder;
    private @Nullable String zooKeeper;
    private final Map<String, String> settings = new TreeMap<>();
    private final List<String> javaOptions = new ArrayList<>();
    private final Map<String, String> taskManagerEnvironment = new TreeMap<>();

    private Builder() {}

    /**
     * Flink, and whatever else its processes are to load themselves: {@code flink-clients}, {@code
     * flink-statebackend-rocksdb}, a logging of SLF4J, and their dependencies. The default is the
     * class path of this process; then jobs need not bring their classes.
     */
    public Builder classPath(List<Path> value) {
      classPath = List.copyOf(value);
      return this;
    }

    /** How many TaskManagers it begins with; default 2. */
    public Builder taskManagers(int value) {
      taskManagers = positive("taskManagers", value);
      return this;
    }

    /** How many JobManagers it begins with; more than the default 1 needs {@link #zooKeeper}. */
    public Builder jobManagers(int value) {
      jobManagers = positive("jobManagers", value);
      return this;
    }

    /** How many slots each TaskManager has; default 1. */
    public Builder slotsPerTaskManager(int value) {
      slots = positive("slotsPerTaskManager", value);
      return this;
    }

    /** The heap of a TaskManager for each of its slots, in MiB; default 448. */
    public Builder heapPerSlot(int mebibytes) {
      heapMebibytes = positive("heapPerSlot", mebibytes);
      return this;
    }

    /** What RocksDB may use for each slot, in MiB; default 256. */
    public Builder managedMemoryPerSlot(int mebibytes) {
      managedMebibytes = positive("managedMemoryPerSlot", mebibytes);
      return this;
    }

    /** For logs, settings, checkpoints and state; default: a temporary one, deleted at the end. */
    public Builder folder(Path value) {
      folder = value;
      return this;
    }

    /** Makes it highly available by a ZooKeeper at {@code host:port}. */
    public Builder zooKeeper(String address) {
      zooKeeper = address;
      return this;
    }

    /** A setting of Flink, over what a cluster has here by default. */
    public Builder setting(String name, String value) {
      settings.put(name, value);
      return this;
    }

    /** An option of its Java processes. */
    public Builder javaOption(String value) {
      javaOptions.add(value);
      return this;
    }

    /** The home of the Java that its processes run on; default: that of this process. */
    public Builder javaHome(Path value) {
      javaHome = value;
      return this;
    }

    /** A variable of the environment of its TaskManagers, over those of this process. */
    public Builder taskManagerEnvironment(String name, String value) {
      taskManagerEnvironment.put(name, value);
      return this;
    }

    /**
     * Lets {@link FlinkCluster#shareClassesOf} be asked; folders of classes become jars. Needs JDK
     * 17.
     *
     * @throws IllegalStateException on an older one
     */
    public Builder sharingClasses() {
      int version = Runtime.version().feature();
      if (version < 17) {
        throw new IllegalStateException("Java is " + version + ", must be 17 to share classes");
      }
      sharing = true;
      return this;
    }

    private static int positive(String name, int value) {
      if (value < 1) {
        throw new IllegalArgumentException(name + " is " + value + ", must be at least 1");
      }
      return value;
    }

    /**
     * Starts it; returns when all TaskManagers are registered.
     *
     * @throws IllegalArgumentException for several JobManagers without a ZooKeeper
     * @throws AssertionError if it is not ready within 2 minutes
     */
    public FlinkCluster start() {
      if (jobManagers > 1 && zooKeeper == null) {
        throw new IllegalArgumentException(
            "jobManagers is " + jobManagers + ", must be 1 without zooKeeper");
      }
      OwnFolder own = OwnFolder.of(folder, "flink");
      Map<String, String> all = FlinkSettings.of(own.path(), slots, FreePorts.next(), zooKeeper);
      all.putAll(settings);
      FlinkSettings.write(own.path(), all);
      List<Path> processes = ClassPath.withOwnClasses(classPath);
      FlinkMembers members =
          new FlinkMembers(
                  own.path(),
                  sharing ? JarredClassPath.of(processes, own.path().resolve("jars")) : processes,
                  zooKeeper != null)
              .jobManagerOptions(FlinkMemory.jobManager(384))
              .taskManagerOptions(FlinkMemory.taskManager(heapMebibytes, slots))
              .taskManagerArguments(
                  FlinkMemory.taskManagerArguments(heapMebibytes, managedMebibytes, slots))
              .taskManagerEnvironment(taskManagerEnvironment)
              .javaHome(javaHome)
              .options(javaOptions)
              .sharing(sharing);
      FlinkCluster cluster = new FlinkCluster(own, members);
      try {
        for (int i = 0; i < jobManagers; i++) {
          members.startJobManager();
          cluster.awaitMembers(0);
        }
        for (int i = 0; i < taskManagers; i++) {
          members.startTaskManager();
        }
        cluster.awaitMembers(taskManagers);
        return cluster;
      } catch (RuntimeException | Error e) {
        cluster.close();
        throw e;
      }
    }
  }

  private void awaitMembers(int taskManagers) {
    Waiting.until(
        taskManagers + " TaskManagers",
        PATIENCE,
        () -> {
          members.checkAlive();
          return rest.get("/taskmanagers").path("taskmanagers").size();
        },
        size -> size == taskManagers);
  }
}
