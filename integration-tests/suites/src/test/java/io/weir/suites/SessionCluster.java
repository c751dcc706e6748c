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

import static java.util.stream.Collectors.toList;

import io.weir.harness.process.ClassPath;
import io.weir.harness.process.FlinkCluster;
import io.weir.harness.process.Waiting;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A Flink cluster whose class path is Flink's alone, so that jobs bring all their classes; and what
 * its processes hold from job to job.
 */
final class SessionCluster implements AutoCloseable {
  private static final Duration SETTLING = Duration.ofSeconds(10);

  /** Flink and what it depends on, by the names of the jars. */
  private static final Pattern FLINK =
      Pattern.compile(
          "(flink-(?!connector-(base|kafka)).*|frocksdbjni.*|slf4j-api.*|slf4j-jdk14.*|log4j.*"
              + "|logback.*|jsr305.*|commons-(cli|collections|compress|io|lang3|math3|text).*"
              + "|kryo-.*|minlog.*|objenesis.*|chill-java.*|javassist.*|lz4-.*|snappy-java.*"
              + "|snakeyaml-engine.*|zstd-jni.*)\\.jar");

  /** What tests need besides, and no job brings. */
  private static final Pattern OF_TESTS =
      Pattern.compile(
          "(kafka_2.*|kafka-(group|metadata|raft|server|storage|streams|tools|transaction).*"
              + "|zookeeper.*|scala-.*|archunit.*|junit.*|hamcrest.*|surefire.*|beam-runners-direct.*"
              + "|rocksdbjni.*|jline.*|picocli.*|weir-harness.*|harness)(\\.jar)?");

  private final FlinkCluster flink;
  private final List<ProcessFigures> taskManager = new ArrayList<>();
  private final List<ProcessFigures> jobManager = new ArrayList<>();

  private SessionCluster(FlinkCluster flink) {
    this.flink = flink;
  }

  static SessionCluster start() {
    return new SessionCluster(
        FlinkCluster.builder()
            .classPath(flinkJars())
            .taskManagers(1)
            .slotsPerTaskManager(2)
            .heapPerSlot(256)
            .managedMemoryPerSlot(64)
            // Hours, otherwise: the jars of every job would stay on the disk.
            .setting("blob.service.cleanup.interval", "5")
            // What is only softly reachable is garbage when memory gets tight: here it is at once.
            .javaOption("-XX:SoftRefLRUPolicyMSPerMB=0")
            // The heap is all there from the start: what comes on top of it is not Java's.
            .javaOption("-Xms512m")
            .javaOption("-Xmx512m")
            .javaOption("-XX:+AlwaysPreTouch")
            // Java's compiler has more threads when there is more to do.
            .javaOption("-XX:-UseDynamicNumberOfCompilerThreads")
            .start());
  }

  /** Flink and what it depends on, of the class path of this process. */
  static List<Path> flinkJars() {
    return ClassPath.select(name -> FLINK.matcher(name).matches());
  }

  /** What a job brings: the class path of this process but for Flink. */
  static List<Path> jars() {
    return ClassPath.select(
            name -> !FLINK.matcher(name).matches() && !OF_TESTS.matcher(name).matches())
        .stream()
        .collect(toList());
  }

  FlinkCluster flink() {
    return flink;
  }

  /** Looks at its processes, once what the last job leaves to die has had time to. */
  void look() throws Exception {
    ProcessFigures[] last = new ProcessFigures[2];
    try {
      Waiting.until(
          "end of the last job's classes",
          SETTLING,
          () -> {
            last[0] = ProcessFigures.of(flink.taskManagerPid(0));
            last[1] = ProcessFigures.of(flink.jobManagerPid(0));
            return last[0].jobLoaders() + last[1].jobLoaders();
          },
          loaders -> loaders == 0);
    } catch (AssertionError e) {
      // Then they stay: whether more and more do is what counts.
      if (last[1] == null) {
        throw e;
      }
    }
    taskManager.add(last[0]);
    jobManager.add(last[1]);
    KillRun.say("after job " + taskManager.size() + ": " + last[0]);
    KillRun.say("  JobManager: " + last[1]);
  }

  /** After each job. */
  List<ProcessFigures> taskManager() {
    return List.copyOf(taskManager);
  }

  /** After each job. */
  List<ProcessFigures> jobManager() {
    return List.copyOf(jobManager);
  }

  @Override
  public void close() {
    flink.close();
  }
}
