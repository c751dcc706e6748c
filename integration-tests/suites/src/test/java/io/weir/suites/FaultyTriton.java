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

import io.weir.inference.FeatureRows;
import io.weir.launcher.scratch.ScratchFolder;
import io.weir.launcher.triton.LocalTriton;
import io.weir.launcher.triton.ModelRepository;
import io.weir.launcher.triton.TritonUnavailableException;
import io.weir.triton.TritonModelSource;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.AssumptionViolatedException;
import org.junit.rules.ExternalResource;

/**
 * A real Triton whose models do what their rows say (see {@code faulty.py}): a row is a command and
 * a number. Models are loaded and unloaded while it runs.
 */
final class FaultyTriton extends ExternalResource {
  static final int ANSWER = 0;
  static final int RAISE = 1;
  static final int NAN = 2;
  static final int ROW_LESS = 3;
  static final int NO_OUTPUT = 4;
  static final int SLEEP = 5;
  static final int ERROR = 6;
  static final int DIE = 7;
  static final int NO_ANSWER = 8;
  static final int INTEGERS = 9;

  private static final int CONTROL_MILLIS = 30_000;

  private final String[] options;
  private @Nullable ScratchFolder folder;
  private @Nullable LocalTriton triton;

  /**
   * One that is started before a test or class of tests.
   *
   * @param options of the server's own
   */
  FaultyTriton(String... options) {
    this.options = options;
  }

  @Override
  protected void before() throws Exception {
    ScratchFolder scratch = ScratchFolder.create("suite-triton-faults");
    folder = scratch;
    ModelRepository models = ModelRepository.in(scratch.path());
    String program = program("faulty.py");
    models.add("faulty", config("faulty", ""), program);
    models.add("versioned", config("versioned", ""), program);
    models.add(
        "busy",
        config(
            "busy",
            "dynamic_batching { default_queue_policy { timeout_action: REJECT"
                + " default_timeout_microseconds: 50000 max_queue_size: 2 } }"),
        program);
    models.add("stream", config("stream", "model_transaction_policy { decoupled: true }"), program);
    models.add(
        "text",
        config("text", "")
            .replace("data_type: TYPE_FP32 dims: [ 2 ]", "data_type: TYPE_STRING dims: [ 1 ]"),
        program);
    try {
      triton = LocalTriton.serving(models).options(options).progress(System.err::println).start();
    } catch (TritonUnavailableException e) {
      throw new AssumptionViolatedException("skipped: " + e.getMessage(), e);
    }
  }

  /** One row or more, each executed alone unless {@code more} says otherwise. */
  private static String config(String name, String more) {
    return String.join(
        "\n",
        "name: \"" + name + "\"",
        "backend: \"python\"",
        "max_batch_size: 64",
        "input [ { name: \"features\" data_type: TYPE_FP32 dims: [ 2 ] } ]",
        "output [ { name: \"score\" data_type: TYPE_FP32 dims: [ 1 ] } ]",
        "instance_group [ { kind: KIND_CPU count: 1 } ]",
        more);
  }

  static String program(String name) throws IOException {
    try (InputStream stream = FaultyTriton.class.getResourceAsStream("/triton/" + name)) {
      if (stream == null) {
        throw new IOException("resource triton/" + name + " is missing");
      }
      return new String(stream.readAllBytes(), UTF_8);
    }
  }

  @Override
  protected void after() {
    if (triton != null) {
      // Asked to end, it would wait for models that sleep.
      triton.kill();
      triton.close();
    }
    if (folder != null) {
      folder.close();
    }
  }

  LocalTriton server() {
    LocalTriton running = triton;
    if (running == null) {
      throw new IllegalStateException("Triton is not started");
    }
    return running;
  }

  /** A model of it, not opened yet. */
  TritonModelSource.Builder source(String model) {
    return source(model, server().grpcEndpoint());
  }

  /** The same behind other endpoints. */
  static TritonModelSource.Builder source(String model, String endpoint, String... more) {
    return TritonModelSource.at(endpoint, more).model(model).features(List.of("command", "number"));
  }

  /** One row. */
  static FeatureRows row(float command, float number) {
    return FeatureRows.copyOf(new float[] {command, number});
  }

  /** The folder of a model. */
  Path folder(String model) {
    ScratchFolder scratch = folder;
    if (scratch == null) {
      throw new IllegalStateException("Triton is not started");
    }
    return scratch.path().resolve(model);
  }

  /** Adds a version of a model to its folder, which Triton sees at the next {@link #load}. */
  void addVersion(String model, int version, String program) throws IOException {
    Path added = Files.createDirectories(folder(model).resolve(String.valueOf(version)));
    Files.writeString(added.resolve("model.py"), program);
  }

  /** Where a model notes that it sleeps. */
  Path started(String model) {
    return folder(model).resolve("started");
  }

  /** Lets Triton read a model's folder; returns whether it could load what is there. */
  boolean load(String model) throws IOException {
    return control(model, "load");
  }

  /** Takes a model away. */
  boolean unload(String model) throws IOException {
    return control(model, "unload");
  }

  private boolean control(String model, String verb) throws IOException {
    URI uri =
        URI.create(
            "http://" + server().httpEndpoint() + "/v2/repository/models/" + model + "/" + verb);
    HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
    connection.setConnectTimeout(CONTROL_MILLIS);
    connection.setReadTimeout(CONTROL_MILLIS);
    connection.setRequestMethod("POST");
    connection.setDoOutput(true);
    connection.getOutputStream().close();
    try {
      return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
    } finally {
      connection.disconnect();
    }
  }
}
