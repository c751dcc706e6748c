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

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toList;

import io.weir.harness.process.PythonEnvironment;
import io.weir.launcher.ports.ReservedPort;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A server of the open inference protocol that is not Triton, with one model, {@code sum}. */
final class OtherServer implements AutoCloseable {
  /** The servers that there are. */
  enum Kind {
    KSERVE("kserve-0.21.0", "kserve"),
    MLSERVER("mlserver-1.7.1", "mlserver");

    private final String environment;
    private final String resources;

    Kind(String environment, String resources) {
      this.environment = environment;
      this.resources = resources;
    }
  }

  private final Path folder;
  private final List<String> command;
  private final int port;
  private @Nullable Process process;

  private OtherServer(Path folder, List<String> command, int port) {
    this.folder = folder;
    this.command = command;
    this.port = port;
  }

  /** Installs what it needs where that has not been done, and starts it; it is not ready yet. */
  static OtherServer start(Kind kind, Path folder) throws Exception {
    PythonEnvironment python =
        PythonEnvironment.of(kind.environment, resource(kind.resources + "/requirements.txt"));
    int http = freePort();
    int grpc = freePort();
    OtherServer server =
        kind == Kind.KSERVE
            ? kserve(python, folder, http, grpc)
            : mlserver(python, folder, http, grpc);
    server.start();
    return server;
  }

  private static int freePort() {
    ReservedPort port = ReservedPort.reserve();
    port.release();
    return port.number();
  }

  private static OtherServer kserve(PythonEnvironment python, Path folder, int http, int grpc)
      throws IOException {
    Path program = copy("kserve/kserve_server.py", folder.resolve("kserve_server.py"));
    return new OtherServer(
        folder,
        List.of(
            python.program("python"),
            program.toString(),
            "--http_port=" + http,
            "--grpc_port=" + grpc,
            "--workers=1"),
        grpc);
  }

  private static OtherServer mlserver(PythonEnvironment python, Path folder, int http, int grpc)
      throws IOException {
    Path model = Files.createDirectories(folder.resolve("sum"));
    copy("mlserver/sum/sum_model.py", model.resolve("sum_model.py"));
    copy("mlserver/sum/model-settings.json", model.resolve("model-settings.json"));
    Files.writeString(
        folder.resolve("settings.json"),
        String.format(
            "{\"host\": \"127.0.0.1\", \"http_port\": %d, \"grpc_port\": %d, \"metrics_port\": %d,"
                + " \"parallel_workers\": 0}",
            http, grpc, freePort()));
    return new OtherServer(
        folder, List.of(python.program("mlserver"), "start", folder.toString()), grpc);
  }

  private static Path copy(String resource, Path to) throws IOException {
    return Files.writeString(to, resource(resource));
  }

  private static String resource(String name) throws IOException {
    try (InputStream stream = OtherServer.class.getResourceAsStream("/servers/" + name)) {
      if (stream == null) {
        throw new IOException("resource servers/" + name + " is missing");
      }
      return new String(stream.readAllBytes(), UTF_8);
    }
  }

  String endpoint() {
    return "127.0.0.1:" + port;
  }

  /** Starts it again on the same port, where it was killed. */
  void start() throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(
                ProcessBuilder.Redirect.appendTo(folder.resolve("server.log").toFile()));
    builder.environment().remove("PYTHONHOME");
    builder.environment().remove("PYTHONPATH");
    process = builder.start();
  }

  /** Ends it as a crash would; returns when it is gone. */
  void kill() throws InterruptedException {
    Process running = process;
    if (running != null) {
      List<ProcessHandle> children = running.descendants().collect(toList());
      running.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
      children.forEach(ProcessHandle::destroyForcibly);
    }
  }

  @Override
  public void close() throws InterruptedException {
    kill();
  }
}
