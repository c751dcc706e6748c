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
package io.weir.triton;

import static io.weir.triton.Arguments.require;

import com.google.common.hash.Hashing;
import io.weir.inference.Lane;
import io.weir.inference.Model;
import io.weir.inference.ModelDescription;
import io.weir.inference.ModelManifest;
import io.weir.inference.ModelSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A model on a Triton server that takes rows of features in one FP32 tensor and gives a score a
 * row.
 *
 * <pre>{@code
 * ModelSource source =
 *     TritonModelSource.at("triton:8001")
 *         .model("fraud")
 *         .features(List.of("TX_AMOUNT", "TX_DURING_WEEKEND"))
 *         .output("probabilities")
 *         .build();
 * }</pre>
 *
 * <p>Building one contacts nobody: the server is asked for the model when a worker opens it, see
 * {@link #open()}. An opened model outlives a server that goes away and comes back.
 */
public final class TritonModelSource implements ModelSource {
  private static final long serialVersionUID = 1L;

  /** What {@link #description()} says of the version when the newest is asked for. */
  public static final String LATEST = "latest";

  private final TritonServer server;
  private final ModelDescription description;
  private final String version;
  private final @Nullable String input;
  private final @Nullable String output;
  private final int maxBatch;
  private final Duration openTimeout;

  private TritonModelSource(Builder builder, String name, List<String> features) {
    this.server = builder.server == null ? builder.connection.build() : builder.server;
    this.version = builder.version;
    this.input = builder.input;
    this.output = builder.output;
    this.maxBatch = builder.maxBatch;
    this.openTimeout = builder.openTimeout;
    this.description =
        ModelDescription.named(name)
            .version(version.isEmpty() ? LATEST : version)
            .lane(Lane.TRITON)
            .features(features)
            .maxBatch(maxBatch == 0 ? Builder.DEFAULT_MAX_BATCH : maxBatch)
            .batchInvariant(builder.batchInvariant)
            .build();
  }

  /**
   * Starts with the endpoints of one server, or of several that serve the same model, whose
   * connection the same builder describes.
   *
   * @param endpoint {@code host:port} of the gRPC port
   */
  public static Builder at(String endpoint, String... more) {
    return new Builder(TritonServer.at(endpoint, more), null);
  }

  /** Starts with a server that is described already. */
  public static Builder on(TritonServer server) {
    return new Builder(TritonServer.at(server.endpoints().get(0).toString()), server);
  }

  /** The server and how to talk to it. */
  public TritonServer server() {
    return server;
  }

  /** Engine, name, version, and a hash over all settings. */
  @Override
  public String id() {
    String settings =
        String.join(
            "\n",
            server.fingerprint(),
            String.join("\t", description.features()),
            String.valueOf(input),
            String.valueOf(output),
            String.valueOf(maxBatch),
            String.valueOf(description.batchInvariant()),
            String.valueOf(openTimeout));
    String hash = Hashing.sha256().hashString(settings, StandardCharsets.UTF_8).toString();
    return "triton:" + description.name() + ":" + description.version() + ":" + hash;
  }

  /**
   * What was asked for. When the largest batch is left to the server, this says 64, and the opened
   * model says what the server takes.
   */
  @Override
  public ModelDescription description() {
    return description;
  }

  /**
   * Waits until the server and the model are ready, then compares the server's metadata and
   * configuration of the model, as far as the server gives them, with what is asked. Harmless to
   * repeat, after a failure too.
   *
   * @throws io.weir.inference.InvalidModelException if the server refuses, or has another model
   *     than the one asked for; one line says how they differ
   * @throws IOException if the server is away or the model is not ready within the time for
   *     opening, or the thread is interrupted (it stays interrupted)
   */
  @Override
  public Model open() throws IOException {
    return TritonModel.open(this);
  }

  /** The version to ask for; empty for the newest. */
  String version() {
    return version;
  }

  @Nullable String input() {
    return input;
  }

  @Nullable String output() {
    return output;
  }

  /** The largest batch that is asked for; 0 for the server's. */
  int maxBatch() {
    return maxBatch;
  }

  Duration openTimeout() {
    return openTimeout;
  }

  /** The model and its endpoints, for messages. */
  @Override
  public String toString() {
    return description + " at " + server.address();
  }

  /** Collects a source; model and features must be set, everything else may be. */
  public static final class Builder {
    static final int DEFAULT_MAX_BATCH = 64;
    private static final int MOST_MAX_BATCH = 4096;

    private final TritonServer.Builder connection;
    private final @Nullable TritonServer server;
    private @Nullable String name;
    private @Nullable List<String> features;
    private String version = "";
    private @Nullable String input;
    private @Nullable String output;
    private int maxBatch = DEFAULT_MAX_BATCH;
    private boolean batchInvariant;
    private Duration openTimeout = Duration.ofSeconds(10);

    private Builder(TritonServer.Builder connection, @Nullable TritonServer server) {
      this.connection = connection;
      this.server = server;
    }

    /** The model's name on the server. */
    public Builder model(String name) {
      require(!name.isBlank(), "model name is blank; allowed: the name of a model on the server");
      this.name = name;
      return this;
    }

    /**
     * The version on the server: on Triton a number, or {@code latest} for the newest at each call,
     * as it is unless set.
     */
    public Builder version(String version) {
      require(!version.isBlank(), "version is blank; allowed: a version or %s", LATEST);
      this.version = version.equals(LATEST) ? "" : version;
      return this;
    }

    /** The names of the columns in the order in which the model takes them. */
    public Builder features(List<String> features) {
      this.features = List.copyOf(features);
      return this;
    }

    /** The name of the input tensor; the model's only input unless set. */
    public Builder input(String input) {
      require(!input.isEmpty(), "input is empty; allowed: the name of a tensor");
      this.input = input;
      return this;
    }

    /**
     * The name of the output tensor, of one value a row or of two, of which the second is the
     * score; the model's only output unless set.
     */
    public Builder output(String output) {
      require(!output.isEmpty(), "output is empty; allowed: the name of a tensor");
      this.output = output;
      return this;
    }

    /**
     * The largest number of rows in one call, 1 to 4096, or 0 for as many as the server takes; 64
     * unless set.
     */
    public Builder maxBatch(int maxBatch) {
      require(
          maxBatch >= 0 && maxBatch <= MOST_MAX_BATCH,
          "maxBatch is %s; allowed: 0 to %s",
          maxBatch,
          MOST_MAX_BATCH);
      this.maxBatch = maxBatch;
      return this;
    }

    /** Whether the model promises that a row scores the same in any batch; false unless set. */
    public Builder batchInvariant(boolean batchInvariant) {
      this.batchInvariant = batchInvariant;
      return this;
    }

    /**
     * Name, features, tensors, largest batch and independence of rows as a manifest has them: for a
     * model on the server that is a copy of one in a folder. The version is not taken, because a
     * server numbers its own.
     */
    public Builder like(ModelManifest manifest) {
      model(manifest.name()).features(manifest.features()).output(manifest.output());
      manifest.input().ifPresent(this::input);
      return maxBatch(manifest.maxBatch()).batchInvariant(manifest.batchInvariant());
    }

    /** How long opening may wait for the server and the model; 10 seconds unless set. */
    public Builder openTimeout(Duration openTimeout) {
      require(
          !openTimeout.isNegative() && !openTimeout.isZero(),
          "openTimeout is %s; allowed: more than zero",
          openTimeout);
      this.openTimeout = openTimeout;
      return this;
    }

    /** See {@link TritonServer.Builder#tls}. */
    public Builder tls(TlsSettings tls) {
      connection().tls(tls);
      return this;
    }

    /** See {@link TritonServer.Builder#tokenFile(Path, String)}. */
    public Builder tokenFile(Path file, String metadataKey) {
      connection().tokenFile(file, metadataKey);
      return this;
    }

    /** See {@link TritonServer.Builder#tokenFile(Path, String, String)}. */
    public Builder tokenFile(Path file, String metadataKey, String prefix) {
      connection().tokenFile(file, metadataKey, prefix);
      return this;
    }

    /** See {@link TritonServer.Builder#gzip}. */
    public Builder gzip(boolean gzip) {
      connection().gzip(gzip);
      return this;
    }

    /** See {@link TritonServer.Builder#keepAlive}. */
    public Builder keepAlive(Duration keepAlive) {
      connection().keepAlive(keepAlive);
      return this;
    }

    /** See {@link TritonServer.Builder#maxMessageBytes}. */
    public Builder maxMessageBytes(int maxMessageBytes) {
      connection().maxMessageBytes(maxMessageBytes);
      return this;
    }

    /** See {@link TritonServer.Builder#maxInFlight}. */
    public Builder maxInFlight(int maxInFlight) {
      connection().maxInFlight(maxInFlight);
      return this;
    }

    /**
     * The source.
     *
     * @throws IllegalArgumentException if model or features were not set
     */
    public TritonModelSource build() {
      String model = name;
      List<String> columns = features;
      if (model == null || columns == null) {
        throw new IllegalArgumentException(
            (model == null ? "model" : "features")
                + " is not set; allowed: any value of its setter");
      }
      return new TritonModelSource(this, model, columns);
    }

    private TritonServer.Builder connection() {
      if (server != null) {
        throw new IllegalStateException(
            "the connection is that of server " + server + "; allowed: to set it there");
      }
      return connection;
    }
  }
}
