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
package io.weir.features;

import com.google.common.hash.Hashing;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A declared, versioned list of features over the entities of an event. Immutable; built in code:
 *
 * <pre>{@code
 * FeatureSet.named("card-terminal")
 *     .version(1)
 *     .column("AMOUNT")
 *     .entity("terminal")
 *     .labelled(true)
 *     .entity("card")
 *     .feature(Feature.weekend("DURING_WEEKEND"))
 *     .feature(Feature.count("COUNT_1DAY").per("card").over(Duration.ofDays(1)))
 *     .build();
 * }</pre>
 *
 * <p>The order of the entities is the order of the hops; the order of the features is the published
 * order of the vector. What a hop keeps follows from the features of its entity: the columns that
 * its means need, for as long as its furthest window reaches.
 */
public final class FeatureSet implements Serializable {
  private static final long serialVersionUID = 1L;

  private final String name;
  private final int version;
  private final List<String> columns;
  private final List<String> entities;
  private final boolean labelled;
  private final List<Feature> features;

  private FeatureSet(Builder builder) {
    this.name = builder.name;
    this.version = builder.version;
    // Collections.unmodifiableList and not List.copyOf: the copies must be serialisable.
    this.columns = Collections.unmodifiableList(new ArrayList<>(builder.columns));
    this.entities = Collections.unmodifiableList(new ArrayList<>(builder.entities));
    this.labelled = builder.labelled;
    this.features = Collections.unmodifiableList(new ArrayList<>(builder.features));
  }

  /** Starts a feature set. */
  public static Builder named(String name) {
    return new Builder(name);
  }

  /**
   * Starts the set that can follow this one: a version more, with all that this one has, to which
   * features can be added.
   *
   * <p>A running pipeline goes over to it with its state. All features of this set are then those
   * of a pipeline that has always run. So is an added one whose window reaches no further back than
   * another of its entity; a longer window holds at first only what was kept. In an event that is
   * on its way during the change, those added to the hops that it has passed are 0. A mean of a
   * column of which the entity had none cannot be added: nothing kept its values. Then the state is
   * refused, and the entity needs another name, with which it begins anew.
   */
  public Builder nextVersion() {
    Builder next = new Builder(name);
    next.version = version + 1;
    next.columns.addAll(columns);
    next.entities.addAll(entities);
    next.labelled = labelled;
    next.features.addAll(features);
    next.isNextVersion = true;
    return next;
  }

  /** The name of the set. */
  public String name() {
    return name;
  }

  /** The version of the set, at least 1. */
  public int version() {
    return version;
  }

  /** The names of the features in the published order. */
  public List<String> names() {
    List<String> names = new ArrayList<>();
    for (Feature feature : features) {
      names.add(feature.name());
    }
    return Collections.unmodifiableList(names);
  }

  /** How many features there are. */
  public int size() {
    return features.size();
  }

  /** The names of the columns, in the order of {@link Observation#value}. */
  public List<String> columns() {
    return columns;
  }

  /** The names of the entities, in hop order. */
  public List<String> entities() {
    return entities;
  }

  /** Whether labels arrive for the first entity. */
  public boolean isLabelled() {
    return labelled;
  }

  /**
   * How far back the windows of an entity reach: the largest window plus delay; zero if the entity
   * has no feature.
   *
   * @throws IllegalArgumentException if the set has no such entity
   */
  public Duration retention(String entity) {
    if (!entities.contains(entity)) {
      throw new IllegalArgumentException(
          String.format("the set %s has no entity %s; it has %s", name, entity, entities));
    }
    long reach = 0;
    for (Feature feature : features) {
      if (feature.entity().equals(entity)) {
        reach = Math.max(reach, feature.reachMillis());
      }
    }
    return Duration.ofMillis(reach);
  }

  /**
   * A 64-bit hash of a vector: FarmHash Fingerprint64 of the bit patterns of the features, each 8
   * bytes little-endian, in order. Equal on every machine and release.
   *
   * @throws IllegalArgumentException if the vector has not the size of the set
   */
  public long hash(double[] vector) {
    if (vector.length != features.size()) {
      throw new IllegalArgumentException(
          String.format(
              "the vector has %d features; the set %s has %d",
              vector.length, name, features.size()));
    }
    ByteBuffer bits = ByteBuffer.allocate(8 * vector.length).order(ByteOrder.LITTLE_ENDIAN);
    for (double feature : vector) {
      bits.putDouble(feature);
    }
    return Hashing.farmHashFingerprint64().hashBytes(bits.array()).asLong();
  }

  List<Feature> features() {
    return features;
  }

  static String requireName(String what, String name) {
    if (name.isEmpty()) {
      throw new IllegalArgumentException(what + " has an empty name; it must not be empty");
    }
    return name;
  }

  /** Collects the parts of a feature set. */
  public static final class Builder {
    private final String name;
    private int version = 1;
    private final List<String> columns = new ArrayList<>();
    private final List<String> entities = new ArrayList<>();
    private boolean labelled;
    private boolean isNextVersion;
    private final List<Feature> features = new ArrayList<>();

    private Builder(String name) {
      this.name = requireName("feature set", name);
    }

    /** The version, at least 1; 1 unless set. */
    public Builder version(int number) {
      if (number < 1) {
        throw new IllegalArgumentException(
            String.format("%s: version is %d; it must be at least 1", name, number));
      }
      this.version = number;
      return this;
    }

    /** Adds an integer column that events bring along, for example an amount in cents. */
    public Builder column(String columnName) {
      requireFirstVersion("column", columnName);
      addNew("column", columnName, columns);
      return this;
    }

    /** Adds an entity, the key of the next hop. The name is also the name of the hop's step. */
    public Builder entity(String entityName) {
      requireFirstVersion("entity", entityName);
      addNew("entity", entityName, entities);
      return this;
    }

    /**
     * Whether labels arrive for the entity added last. Only the first entity can be labelled: its
     * hop is the one that knows the events by their ids.
     */
    public Builder labelled(boolean hasLabels) {
      requireFirstVersion("labelled", hasLabels);
      if (entities.size() != 1) {
        throw new IllegalArgumentException(
            String.format(
                "%s: labelled comes after the entities %s; it must follow the first entity",
                name, entities));
      }
      this.labelled = hasLabels;
      return this;
    }

    /** Events that are on their way have none of it. */
    private void requireFirstVersion(String what, Object value) {
      if (isNextVersion) {
        throw new IllegalArgumentException(
            String.format(
                "%s: %s is %s; a next version can have more features only", name, what, value));
      }
    }

    /** Adds a feature at the end of the vector. */
    public Builder feature(Feature feature) {
      features.add(feature);
      return this;
    }

    /** The feature set; throws {@link IllegalArgumentException} if its parts do not fit. */
    public FeatureSet build() {
      if (entities.isEmpty()) {
        throw new IllegalArgumentException(name + " has no entity; it must have at least one");
      }
      Set<String> names = new HashSet<>();
      Set<String> used = new HashSet<>();
      for (Feature feature : features) {
        if (!names.add(feature.name())) {
          throw new IllegalArgumentException(
              String.format("%s has two features named %s", name, feature.name()));
        }
        check(feature);
        used.add(feature.entity());
      }
      for (String entity : entities.subList(1, entities.size())) {
        if (!used.contains(entity)) {
          throw new IllegalArgumentException(
              String.format("%s: the entity %s has no feature; its hop is useless", name, entity));
        }
      }
      return new FeatureSet(this);
    }

    private void check(Feature feature) {
      if (!feature.column().isEmpty() && !columns.contains(feature.column())) {
        throw new IllegalArgumentException(
            String.format(
                "%s: the feature %s uses the column %s; the set has %s",
                name, feature.name(), feature.column(), columns));
      }
      if (!feature.isWindowed()) {
        return;
      }
      if (!entities.contains(feature.entity())) {
        throw new IllegalArgumentException(
            String.format(
                "%s: the feature %s is per '%s'; it must be per one of %s",
                name, feature.name(), feature.entity(), entities));
      }
      if (feature.windowMillis() == 0) {
        throw new IllegalArgumentException(
            String.format("%s: the feature %s has no window; set over", name, feature.name()));
      }
      if (feature.kind() == Feature.Kind.LABEL_RATE
          && !(labelled && feature.entity().equals(entities.get(0)))) {
        throw new IllegalArgumentException(
            String.format(
                "%s: the feature %s needs labels; the entity %s has none",
                name, feature.name(), feature.entity()));
      }
    }

    private void addNew(String what, String added, List<String> names) {
      requireName(what, added);
      if (names.contains(added)) {
        throw new IllegalArgumentException(
            String.format("%s has the %s %s twice", name, what, added));
      }
      names.add(added);
    }
  }
}
