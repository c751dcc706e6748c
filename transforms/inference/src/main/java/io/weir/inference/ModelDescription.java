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
package io.weir.inference;

import static io.weir.inference.Arguments.require;

import java.io.Serializable;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a model is and takes. An immutable value.
 *
 * <pre>{@code
 * ModelDescription description =
 *     ModelDescription.named("fraud")
 *         .version("2024-06-01")
 *         .lane(Lane.EMBEDDED)
 *         .features(List.of("TX_AMOUNT", "TX_DURING_WEEKEND"))
 *         .maxBatch(64)
 *         .build();
 * }</pre>
 */
public final class ModelDescription implements Serializable {
  private static final long serialVersionUID = 1L;

  private final String name;
  private final String version;
  private final Lane lane;
  private final List<String> features;
  private final int maxBatch;
  private final boolean batchInvariant;

  private ModelDescription(Builder builder) {
    this.name = builder.name;
    this.version = required("version", builder.version);
    this.lane = required("lane", builder.lane);
    this.features = required("features", builder.features);
    this.maxBatch = builder.maxBatch;
    this.batchInvariant = builder.batchInvariant;
  }

  /** Starts a description; version, lane and features must follow. */
  public static Builder named(String name) {
    require(!name.isEmpty(), "name is empty; allowed: any other string");
    return new Builder(name);
  }

  /** The model's name, the same for all its versions. */
  public String name() {
    return name;
  }

  /** The version, as its manifest or server says it. */
  public String version() {
    return version;
  }

  /** Who answers: the lane under which its predictions count. */
  public Lane lane() {
    return lane;
  }

  /** The names of the input columns, in the order in which a row holds them. */
  public List<String> features() {
    return features;
  }

  /** The largest number of rows in one call, at least 1. */
  public int maxBatch() {
    return maxBatch;
  }

  /**
   * Whether rows are computed independently, so that a score has the same bits in any batch even
   * without padding.
   */
  public boolean batchInvariant() {
    return batchInvariant;
  }

  /**
   * Whether rows for that model can be given to this one: a server may say how large batches are.
   */
  boolean serves(ModelDescription other) {
    return name.equals(other.name) && lane == other.lane && features.equals(other.features);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    if (!(other instanceof ModelDescription)) {
      return false;
    }
    ModelDescription that = (ModelDescription) other;
    return name.equals(that.name)
        && version.equals(that.version)
        && lane == that.lane
        && features.equals(that.features)
        && maxBatch == that.maxBatch
        && batchInvariant == that.batchInvariant;
  }

  @Override
  public int hashCode() {
    return Objects.hash(name, version, lane, features, maxBatch, batchInvariant);
  }

  /** Name, version and lane, for log lines and messages. */
  @Override
  public String toString() {
    return name + " " + version + " (" + lane.label() + ")";
  }

  private static <T> T required(String field, @Nullable T value) {
    if (value == null) {
      throw new IllegalArgumentException(field + " is not set; allowed: any value of its setter");
    }
    return value;
  }

  /** Collects a description. */
  public static final class Builder {
    private final String name;
    private @Nullable String version;
    private @Nullable Lane lane;
    private @Nullable List<String> features;
    private int maxBatch = 64;
    private boolean batchInvariant;

    private Builder(String name) {
      this.name = name;
    }

    /** The version, not empty. */
    public Builder version(String version) {
      require(!version.isEmpty(), "version is empty; allowed: any other string");
      this.version = version;
      return this;
    }

    /** Who answers. */
    public Builder lane(Lane lane) {
      this.lane = lane;
      return this;
    }

    /** The input columns in order: at least one, no name twice. */
    public Builder features(List<String> features) {
      require(!features.isEmpty(), "features is empty; allowed: at least one name");
      require(
          Set.copyOf(features).size() == features.size(),
          "features is %s; allowed: each name once",
          features);
      this.features = List.copyOf(features);
      return this;
    }

    /** The largest number of rows in one call; 64 unless set. */
    public Builder maxBatch(int maxBatch) {
      require(maxBatch >= 1, "maxBatch is %s; allowed: at least 1", maxBatch);
      this.maxBatch = maxBatch;
      return this;
    }

    /** Whether the model promises independent rows; false unless set. */
    public Builder batchInvariant(boolean batchInvariant) {
      this.batchInvariant = batchInvariant;
      return this;
    }

    /**
     * The description.
     *
     * @throws IllegalArgumentException if version, lane or features were not set
     */
    public ModelDescription build() {
      return new ModelDescription(this);
    }
  }
}
