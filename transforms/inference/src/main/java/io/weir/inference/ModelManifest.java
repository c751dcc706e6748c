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

import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What {@code model.json} says about the model in its folder. An immutable value, checked when it
 * is read.
 *
 * <table>
 * <caption>Fields</caption>
 * <tr><th>field</th><th>meaning</th></tr>
 * <tr><td>name</td><td>the model's name: lower-case letters, digits, dot, dash, underscore</td></tr>
 * <tr><td>version</td><td>letters, digits, dot, dash, underscore, plus</td></tr>
 * <tr><td>engine</td><td>what runs it, such as {@code onnx}</td></tr>
 * <tr><td>file</td><td>the model's file in the same folder</td></tr>
 * <tr><td>sha256</td><td>of that file: 64 lower-case hexadecimal digits</td></tr>
 * <tr><td>features</td><td>names of the input columns in order, each once</td></tr>
 * <tr><td>input</td><td>name of the input tensor; absent: the model has only one</td></tr>
 * <tr><td>output</td><td>name of the output tensor that holds the score</td></tr>
 * <tr><td>thresholds</td><td>{@code review} and {@code block}, 0 to 1; may be absent</td></tr>
 * <tr><td>max_batch</td><td>most rows in one call, 1 to 4096; absent: 64</td></tr>
 * <tr><td>batch_invariant</td><td>whether rows are computed independently (tree ensembles are), so
 * that no padding is needed; absent: false</td></tr>
 * <tr><td>samples</td><td>a list of {@code {"features": [...], "score": S}}: rows whose scores are
 * known, null for a value that is missing; may be absent, but then the model cannot replace another
 * one while a pipeline runs (see {@link FollowedModel})</td></tr>
 * <tr><td>sample_tolerance</td><td>by how much a score may differ from its sample's; absent:
 * 0.0001</td></tr>
 * <tr><td>description, provenance</td><td>for people and training tools; not read here</td></tr>
 * </table>
 *
 * <p>Any other field is refused, so that a misspelt one is not silently ignored.
 */
public final class ModelManifest implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final double SAMPLE_TOLERANCE = 1e-4;

  private final String name;
  private final String version;
  private final String engine;
  private final String file;
  private final String sha256;
  private final List<String> features;
  private final @Nullable String input;
  private final String output;
  private final @Nullable Thresholds thresholds;
  private final int maxBatch;
  private final boolean batchInvariant;
  private final @Nullable SampleRows samples;
  private final String fingerprint;

  ModelManifest(ManifestFields fields, String fingerprint) {
    this.name = fields.text("name", ManifestFields.NAME);
    this.version = fields.text("version", ManifestFields.VERSION);
    this.engine = fields.text("engine", ManifestFields.NAME);
    this.file = fields.text("file", ManifestFields.FILE);
    this.sha256 = fields.text("sha256", ManifestFields.SHA_256);
    this.features = fields.names("features");
    this.input = fields.has("input") ? fields.text("input", ManifestFields.ANY) : null;
    this.output = fields.text("output", ManifestFields.ANY);
    this.thresholds = fields.has("thresholds") ? fields.thresholds("thresholds") : null;
    this.maxBatch = fields.has("max_batch") ? fields.integer("max_batch", 1, 4096) : 64;
    this.batchInvariant = fields.has("batch_invariant") && fields.flag("batch_invariant");
    double tolerance =
        fields.has("sample_tolerance") ? fields.notNegative("sample_tolerance") : SAMPLE_TOLERANCE;
    this.samples =
        fields.has("samples") ? fields.samples("samples", features.size(), tolerance) : null;
    this.fingerprint = fingerprint;
  }

  /**
   * Reads a manifest from its bytes.
   *
   * @param json the content of {@code model.json}, UTF-8
   * @param where what to call it in messages: the folder or file it comes from
   * @throws InvalidModelException if a field is missing, unknown or out of range
   */
  public static ModelManifest parse(byte[] json, String where) {
    return new ModelManifest(ManifestFields.parse(json, where), Sha256.of(json));
  }

  /** The model's name, the same for all its versions. */
  public String name() {
    return name;
  }

  /** The version. */
  public String version() {
    return version;
  }

  /** What runs the model, such as {@code onnx}. */
  public String engine() {
    return engine;
  }

  /** The model's file in the same folder. */
  public String file() {
    return file;
  }

  /** SHA-256 of the model's file, 64 lower-case hexadecimal digits. */
  public String sha256() {
    return sha256;
  }

  /** The names of the input columns, in order. */
  public List<String> features() {
    return features;
  }

  /** The name of the input tensor, if the manifest says it. */
  public Optional<String> input() {
    return Optional.ofNullable(input);
  }

  /** The name of the output tensor that holds the score. */
  public String output() {
    return output;
  }

  /** The scores from which on an application acts, if the manifest says them. */
  public Optional<Thresholds> thresholds() {
    return Optional.ofNullable(thresholds);
  }

  /** The largest number of rows in one call, 1 to 4096. */
  public int maxBatch() {
    return maxBatch;
  }

  /** Whether the model's rows are computed independently, so that no padding is needed. */
  public boolean batchInvariant() {
    return batchInvariant;
  }

  /** Rows whose scores are known, if the manifest has any. */
  public Optional<SampleRows> samples() {
    return Optional.ofNullable(samples);
  }

  /**
   * The sharing key of this model: engine, name, version and a hash over the whole manifest, which
   * holds the hash of the model's file.
   */
  public String id() {
    return engine + ":" + name + ":" + version + ":" + fingerprint;
  }

  /** What the model is and takes, when {@code lane} answers with it. */
  public ModelDescription describe(Lane lane) {
    return ModelDescription.named(name)
        .version(version)
        .lane(lane)
        .features(features)
        .maxBatch(maxBatch)
        .batchInvariant(batchInvariant)
        .build();
  }
}
