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
package io.weir.http;

import static io.weir.http.Arguments.require;
import static io.weir.http.Arguments.required;

import io.weir.inference.InvalidModelException;
import io.weir.inference.Lane;
import io.weir.inference.Model;
import io.weir.inference.ModelDescription;
import io.weir.inference.ModelSource;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A model behind TensorFlow Serving's REST interface.
 *
 * <pre>{@code
 * TensorFlowServing source =
 *     TensorFlowServing.at(endpoint, "fraud")
 *         .features(List.of("TX_AMOUNT", "TX_DURING_NIGHT"))
 *         .build();
 * }</pre>
 *
 * <p>A batch is a {@code POST} to {@code /v1/models/NAME[/versions/VERSION]:predict}. Rows are sent
 * as {@code instances} and answered as {@code predictions}, or in the columnar form as {@code
 * inputs} and {@code outputs}. The score of a row is a number, or an array of one, or of two, whose
 * second is the score.
 *
 * <p>The version: answers do not say one. Without {@link Builder#version}, the server is asked for
 * its highest available version when the model is opened and again at the interval of {@link
 * Builder#versionInterval}; scores carry what it said last. After a change on the server, scores
 * may so carry the former version for that interval and the time of one answer. With a version set,
 * requests name it and scores carry it for certain.
 */
public final class TensorFlowServing implements ModelSource {
  private static final long serialVersionUID = 1L;
  private static final String SERVED = "served";

  private final HttpEndpoint endpoint;
  private final ServingRequest request;
  private final @Nullable String version;
  private final Duration versionInterval;
  private final ModelDescription description;

  private TensorFlowServing(Builder builder) {
    this.endpoint = builder.endpoint;
    this.version = builder.version;
    this.versionInterval = builder.versionInterval;
    this.description = describe(builder, version == null ? SERVED : version);
    this.request =
        new ServingRequest(
            new RowWriter(description.features(), RowShape.ARRAYS, builder.nonFinite),
            builder.columnar,
            builder.signature,
            builder.input,
            builder.output);
  }

  private static ModelDescription describe(Builder builder, String version) {
    return ModelDescription.named(builder.name)
        .version(version)
        .lane(Lane.HTTP)
        .features(required("features", builder.features))
        .maxBatch(builder.maxBatch)
        .batchInvariant(builder.batchInvariant)
        .build();
  }

  /**
   * Starts a source; features must follow.
   *
   * @param name of the model on the server
   */
  public static Builder at(HttpEndpoint endpoint, String name) {
    return new Builder(endpoint, Names.checked("name", name));
  }

  @Override
  public String id() {
    return SourceIds.of(
        "tensorflow-serving",
        description,
        String.join(
            "|",
            endpoint.fingerprint(),
            request.fingerprint(),
            String.valueOf(version),
            versionInterval.toString()));
  }

  /** What was set; the version is {@code served} unless one was set. */
  @Override
  public ModelDescription description() {
    return description;
  }

  /**
   * Asks the server for the version that it serves and what that takes, and compares. A server that
   * does not tell what its models take (404, 405 or 501 for the metadata) is believed.
   *
   * @throws IOException if the server does not answer, or serves no such version now
   * @throws InvalidModelException if it knows no such model, or the model takes or gives something
   *     else
   */
  @Override
  public Model open() throws IOException {
    Connection connection = Connection.to(endpoint, description.name());
    try {
      ServingStatus status = new ServingStatus(connection, description.name(), version);
      ServedVersion served = ServedVersion.ask(status);
      new ServingMetadata(connection, description, request).check(served.known());
      if (version == null) {
        served.follow(connection.scheduler(), versionInterval);
      }
      String path =
          "/v1/models/"
              + description.name()
              + (version == null ? "" : "/versions/" + version)
              + ":predict";
      return new HttpModel(
          versioned(served.known()),
          connection,
          new ServingProtocol(endpoint.resolve(path), request, served));
    } catch (IOException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  private ModelDescription versioned(String known) {
    return ModelDescription.named(description.name())
        .version(known)
        .lane(Lane.HTTP)
        .features(description.features())
        .maxBatch(description.maxBatch())
        .batchInvariant(description.batchInvariant())
        .build();
  }

  @Override
  public String toString() {
    return description + " at " + endpoint;
  }

  /** Collects the settings of a source. */
  public static final class Builder {
    private final HttpEndpoint endpoint;
    private final String name;
    private @Nullable String version;
    private Duration versionInterval = Duration.ofSeconds(10);
    private @Nullable List<String> features;
    private int maxBatch = 64;
    private boolean batchInvariant;
    private NonFinite nonFinite = NonFinite.TOKEN;
    private boolean columnar;
    private @Nullable String signature;
    private @Nullable String input;
    private @Nullable String output;

    private Builder(HttpEndpoint endpoint, String name) {
      this.endpoint = endpoint;
      this.name = name;
    }

    /** The only version to use, at least 1; the highest that is available unless set. */
    public Builder version(long version) {
      require(version >= 1, "version is %s; allowed: at least 1", version);
      this.version = String.valueOf(version);
      return this;
    }

    /** How often to ask which version serves, 100 ms to 1 h; 10 s unless set. */
    public Builder versionInterval(Duration interval) {
      this.versionInterval =
          Arguments.within(
              "versionInterval", interval, Duration.ofMillis(100), Duration.ofHours(1));
      return this;
    }

    /** The input columns in order: at least one, no name twice. */
    public Builder features(List<String> features) {
      this.features = List.copyOf(features);
      return this;
    }

    /** The largest number of rows in a request, 1 to 65,536; 64 unless set. */
    public Builder maxBatch(int maxBatch) {
      this.maxBatch = Arguments.within("maxBatch", maxBatch, 1, 1 << 16);
      return this;
    }

    /** Whether the model promises scores that do not depend on the batch; false unless set. */
    public Builder batchInvariant(boolean batchInvariant) {
      this.batchInvariant = batchInvariant;
      return this;
    }

    /**
     * How values that are not finite are sent; as tokens unless set, which TensorFlow Serving
     * reads.
     */
    public Builder nonFinite(NonFinite nonFinite) {
      this.nonFinite = nonFinite;
      return this;
    }

    /** Whether to send {@code inputs} instead of {@code instances}; false unless set. */
    public Builder columnar(boolean columnar) {
      this.columnar = columnar;
      return this;
    }

    /** The signature to call; the server's {@code serving_default} unless set. */
    public Builder signature(String signature) {
      require(!signature.isEmpty(), "signature is empty; allowed: any other string");
      this.signature = signature;
      return this;
    }

    /** The name of the input; left to the server unless set, which has then only one. */
    public Builder input(String input) {
      require(!input.isEmpty(), "input is empty; allowed: any other string");
      this.input = input;
      return this;
    }

    /** The name of the output with the scores, needed where the model has several. */
    public Builder output(String output) {
      require(!output.isEmpty(), "output is empty; allowed: any other string");
      this.output = output;
      return this;
    }

    /**
     * The source.
     *
     * @throws IllegalArgumentException if features were not set
     */
    public TensorFlowServing build() {
      return new TensorFlowServing(this);
    }
  }
}
