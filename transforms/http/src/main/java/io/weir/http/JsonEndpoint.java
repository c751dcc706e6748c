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

import com.fasterxml.jackson.core.JsonPointer;
import io.weir.inference.InvalidModelException;
import io.weir.inference.Lane;
import io.weir.inference.Model;
import io.weir.inference.ModelDescription;
import io.weir.inference.ModelSource;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A model behind a service that takes rows as JSON and gives scores as JSON, in a shape that is
 * configured.
 *
 * <pre>{@code
 * JsonEndpoint source =
 *     JsonEndpoint.at(endpoint, "/score")
 *         .name("fraud")
 *         .version("2024-06-01")
 *         .features(List.of("TX_AMOUNT", "TX_DURING_NIGHT"))
 *         .rowShape(RowShape.OBJECTS)
 *         .build();
 * }</pre>
 *
 * <p>Unless set otherwise, a request is <code>{"rows": [[12.5, 0], ...]}</code> and an answer
 * <code>{"scores": [0.1, ...]}</code>, one score a row in the order of the rows: a number, or an
 * array of one, or of two, whose second is the score. A score that is null, {@code NaN} or infinite
 * fails its row alone.
 */
public final class JsonEndpoint implements ModelSource {
  private static final long serialVersionUID = 1L;

  private final HttpEndpoint endpoint;
  private final String path;
  private final @Nullable String healthPath;
  private final RowWriter rows;
  private final String rowsField;
  private final String scores;
  private final @Nullable String scoreField;
  private final @Nullable String versionAt;
  private final ModelDescription description;

  private JsonEndpoint(Builder builder) {
    this.endpoint = builder.endpoint;
    this.path = builder.path;
    this.healthPath = builder.healthPath;
    this.description =
        ModelDescription.named(required("name", builder.name))
            .version(required("version", builder.version))
            .lane(Lane.HTTP)
            .features(required("features", builder.features))
            .maxBatch(builder.maxBatch)
            .batchInvariant(builder.batchInvariant)
            .build();
    this.rows = new RowWriter(description.features(), builder.rowShape, builder.nonFinite);
    this.rowsField = builder.rowsField;
    this.scores = builder.scores;
    this.scoreField = builder.scoreField;
    this.versionAt = builder.versionAt;
  }

  /**
   * Starts a source; name, version and features must follow.
   *
   * @param path of the service, added to the base, such as {@code /score}
   */
  public static Builder at(HttpEndpoint endpoint, String path) {
    return new Builder(endpoint, Paths.checked("path", path));
  }

  @Override
  public String id() {
    return SourceIds.of(
        "json",
        description,
        String.join(
            "|",
            endpoint.fingerprint(),
            path,
            String.valueOf(healthPath),
            rows.fingerprint(),
            rowsField,
            scores,
            String.valueOf(scoreField),
            String.valueOf(versionAt)));
  }

  @Override
  public ModelDescription description() {
    return description;
  }

  /**
   * Makes a client; where a path of health is set, asks it once and waits for the answer.
   *
   * @throws IOException if the server is not well, or a file of the endpoint cannot be read
   * @throws InvalidModelException if there is no such path of health, or no permission
   */
  @Override
  public Model open() throws IOException {
    Connection connection = Connection.to(endpoint, description.name());
    try {
      if (healthPath != null) {
        connection.ping(HttpModel.subject(description), endpoint.resolve(healthPath));
      }
    } catch (IOException | RuntimeException e) {
      connection.close();
      throw e;
    }
    JsonProtocol protocol =
        new JsonProtocol(
            endpoint.resolve(path),
            rows,
            rowsField,
            new JsonProtocol.Places(scores, scoreField, versionAt, description.version()));
    return new HttpModel(description, connection, protocol);
  }

  @Override
  public String toString() {
    return description + " at " + endpoint.resolve(path);
  }

  /** Collects the settings of a source. */
  public static final class Builder {
    private final HttpEndpoint endpoint;
    private final String path;
    private @Nullable String healthPath;
    private @Nullable String name;
    private @Nullable String version;
    private @Nullable List<String> features;
    private int maxBatch = 64;
    private boolean batchInvariant;
    private RowShape rowShape = RowShape.ARRAYS;
    private NonFinite nonFinite = NonFinite.REFUSE;
    private String rowsField = "rows";
    private String scores = "/scores";
    private @Nullable String scoreField;
    private @Nullable String versionAt;

    private Builder(HttpEndpoint endpoint, String path) {
      this.endpoint = endpoint;
      this.path = path;
    }

    /** The model's name, for people. */
    public Builder name(String name) {
      this.name = Names.checked("name", name);
      return this;
    }

    /** The model's version, where answers do not say one. */
    public Builder version(String version) {
      this.version = Names.checked("version", version);
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

    /** Whether the service promises scores that do not depend on the batch; false unless set. */
    public Builder batchInvariant(boolean batchInvariant) {
      this.batchInvariant = batchInvariant;
      return this;
    }

    /** How a row is written; as an array unless set. */
    public Builder rowShape(RowShape shape) {
      this.rowShape = shape;
      return this;
    }

    /** How values that are not finite are sent; they are refused unless set. */
    public Builder nonFinite(NonFinite nonFinite) {
      this.nonFinite = nonFinite;
      return this;
    }

    /** The field of the request that holds the rows, {@code rows} unless set; empty for none. */
    public Builder rowsField(String field) {
      this.rowsField = field;
      return this;
    }

    /**
     * Where the answer holds the array of scores, as a JSON Pointer (RFC 6901); {@code /scores}
     * unless set, empty for the whole answer.
     */
    public Builder scores(String pointer) {
      this.scores = pointer("scores", pointer);
      return this;
    }

    /** The field of each element of that array that holds the score, if elements are objects. */
    public Builder scoreField(String field) {
      require(!field.isEmpty(), "scoreField is empty; allowed: any other string");
      this.scoreField = field;
      return this;
    }

    /** Where the answer holds the version, as a JSON Pointer to a string or a number. */
    public Builder versionAt(String pointer) {
      this.versionAt = pointer("versionAt", pointer);
      return this;
    }

    /** A path that answers 2xx while the service is well; nothing is asked unless set. */
    public Builder healthPath(String path) {
      this.healthPath = Paths.checked("healthPath", path);
      return this;
    }

    /**
     * The source.
     *
     * @throws IllegalArgumentException if name, version or features were not set
     */
    public JsonEndpoint build() {
      return new JsonEndpoint(this);
    }

    private static String pointer(String setting, String pointer) {
      try {
        return JsonPointer.compile(pointer).toString();
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            setting + " is " + pointer + "; allowed: a JSON Pointer, such as /answer/scores", e);
      }
    }
  }
}
