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
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A Spark of real processes on this machine: a master and a worker of its own standalone cluster,
 * and {@code spark-submit} to this cluster or without one.
 *
 * <pre>{@code
 * try (SparkCluster spark = SparkCluster.start(jars, null)) {
 *   SparkCluster.Submission run =
 *       spark.submit(
 *           List.of("--master", spark.masterAddress(), "job.jar", "--input=/data/payments.csv"));
 *   assertThat(run.output(), run.exitCode(), is(0));
 * }
 * }</pre>
 *
 * <p>Written for Spark 3.5 on Scala 2.12. Everything listens on the loopback address. Not safe for
 * use by several threads.
 */
public final class SparkCluster implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration RUN_PATIENCE = Duration.ofMinutes(5);
  private static final int CONNECT_MILLIS = 2_000;
  private static final String HOST = "127.0.0.1";
  private static final String REGISTERED = "Successfully registered with master";

  /** What Spark's own {@code JavaModuleOptions} opens beyond what every process here has. */
  private static final List<String> OPENED =
      List.of(
          "java.lang.invoke",
          "java.lang.reflect",
          "java.io",
          "java.util.concurrent.atomic",
          "jdk.internal.ref",
          "sun.nio.ch",
          "sun.nio.cs",
          "sun.security.action",
          "sun.util.calendar");

  private final OwnFolder folder;
  private final List<Path> classPath;
  private final int port = FreePorts.next();
  private @Nullable JavaProcess master;
  private @Nullable JavaProcess worker;
  private int submissions;

  private SparkCluster(OwnFolder folder, List<Path> classPath) {
    this.folder = folder;
    this.classPath = classPath;
  }

  /**
   * Starts a cluster with one worker of two cores; returns when the worker is registered.
   *
   * @param jars those of Spark's distribution, in its order
   * @param folder for logs and what its processes write; null: a temporary one, which goes with it
   * @throws AssertionError if it is not ready within 2 minutes
   */
  public static SparkCluster start(List<Path> jars, @Nullable Path folder) {
    SparkCluster cluster = withoutMembers(jars, folder);
    try {
      cluster.startMaster();
      cluster.startWorker();
      return cluster;
    } catch (RuntimeException | Error e) {
      cluster.close();
      throw e;
    }
  }

  /** Only {@code spark-submit}, for masters of the form {@code local[2]}. */
  public static SparkCluster withoutMembers(List<Path> jars, @Nullable Path folder) {
    OwnFolder own = OwnFolder.of(folder, "spark");
    SparkCluster cluster = new SparkCluster(own, List.copyOf(jars));
    try {
      // Executors have the jars of this folder on their class path, and no others.
      Path linked = Files.createDirectories(cluster.home().resolve("jars"));
      for (Path jar : jars) {
        Files.createSymbolicLink(linked.resolve(String.valueOf(jar.getFileName())), jar);
      }
      return cluster;
    } catch (IOException e) {
      own.close();
      throw new UncheckedIOException("no home for Spark: " + e.getMessage(), e);
    } catch (RuntimeException | Error e) {
      own.close();
      throw e;
    }
  }

  private Path home() {
    return folder.path().resolve("home");
  }

  private void startMaster() {
    JavaProcess started =
        command("master", "-Xmx256m")
            .main(
                "org.apache.spark.deploy.master.Master",
                List.of(
                    "--host",
                    HOST,
                    "--port",
                    String.valueOf(port),
                    "--webui-port",
                    String.valueOf(FreePorts.next())))
            .start();
    master = started;
    Waiting.until(
        "Spark master at " + masterAddress(),
        PATIENCE,
        () -> {
          started.checkAlive();
          return takesConnections();
        },
        takes -> takes);
  }

  private void startWorker() {
    JavaProcess started =
        command("worker", "-Xmx256m")
            .main(
                "org.apache.spark.deploy.worker.Worker",
                List.of(
                    "--host",
                    HOST,
                    "--cores",
                    "2",
                    "--memory",
                    "2g",
                    "--work-dir",
                    folder.path().resolve("work").toString(),
                    "--webui-port",
                    String.valueOf(FreePorts.next()),
                    masterAddress()))
            .start();
    worker = started;
    Waiting.until(
        "Spark worker of " + masterAddress(),
        PATIENCE,
        () -> {
          started.checkAlive();
          return started.output();
        },
        output -> output.contains(REGISTERED));
  }

  private boolean takesConnections() throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
      return socket.isConnected();
    }
  }

  private JavaCommand command(String name, String heap) {
    List<String> options = new ArrayList<>(List.of(heap, "-XX:+UseSerialGC"));
    for (String opened : OPENED) {
      options.add("--add-opens=java.base/" + opened + "=ALL-UNNAMED");
    }
    return new JavaCommand(name, folder.path(), ClassPath.withOwnClasses(classPath))
        .environment(
            Map.of(
                "SPARK_HOME",
                home().toString(),
                "SPARK_SCALA_VERSION",
                "2.12",
                "SPARK_LOCAL_IP",
                HOST))
        .options(options);
  }

  /** Where jobs are given to it, {@code spark://host:port}. */
  public String masterAddress() {
    return "spark://" + HOST + ":" + port;
  }

  /**
   * Runs {@code spark-submit} with these arguments, in a process of its own with a heap of 1 GiB;
   * returns when that has ended.
   *
   * @throws AssertionError if it does not end within 5 minutes
   */
  public Submission submit(List<String> arguments) {
    JavaProcess run =
        command("submit-" + submissions++, "-Xmx1g")
            .options(List.of("-Dspark.ui.enabled=false"))
            .main("org.apache.spark.deploy.SparkSubmit", arguments)
            .start();
    try {
      Waiting.until("end of spark-submit", RUN_PATIENCE, run::alive, running -> !running);
      return new Submission(run.exitCode(), run.output());
    } finally {
      run.stop();
    }
  }

  /**
   * Stops its processes and deletes the folder if it is a temporary one. Nothing of it runs any
   * more: an executor ends with its worker.
   */
  @Override
  public void close() {
    if (worker != null) {
      worker.stop();
    }
    if (master != null) {
      master.stop();
    }
    folder.close();
  }

  /** A run of {@code spark-submit} that has ended. */
  public static final class Submission {
    private final int exitCode;
    private final String output;

    private Submission(int exitCode, String output) {
      this.exitCode = exitCode;
      this.output = output;
    }

    /** How it ended; 0: well. */
    public int exitCode() {
      return exitCode;
    }

    /** All that it printed, errors too. */
    public String output() {
      return output;
    }
  }
}
