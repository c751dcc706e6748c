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
package io.weir.onnx;

import io.weir.inference.FollowedModel;
import io.weir.inference.InvalidModelException;
import io.weir.inference.Lane;
import io.weir.inference.Model;
import io.weir.inference.ModelDescription;
import io.weir.inference.ModelFolder;
import io.weir.inference.ModelManifest;
import io.weir.inference.ModelSource;
import java.io.IOException;

/**
 * An ONNX model in a folder: see {@link ModelManifest} for what the folder holds.
 *
 * <pre>{@code
 * OnnxModelSource source = OnnxModelSource.of("classpath:fraud/model");
 * }</pre>
 */
public final class OnnxModelSource implements ModelSource {
  private static final long serialVersionUID = 1L;
  private static final String ENGINE = "onnx";

  private final ModelFolder folder;
  private final ModelManifest manifest;
  private final ModelDescription description;

  private OnnxModelSource(ModelFolder folder, ModelManifest manifest) {
    this.folder = folder;
    this.manifest = manifest;
    this.description = manifest.describe(Lane.EMBEDDED);
  }

  /**
   * Reads and checks the manifest of a folder. The model's file is read when a worker opens it.
   *
   * @param folder a path, a URI of a file system that Beam knows, or {@code classpath:FOLDER}
   * @throws InvalidModelException if there is no valid manifest, or its engine is not {@code onnx}
   */
  public static OnnxModelSource of(String folder) {
    ModelFolder location = ModelFolder.at(folder);
    return of(location, location.readManifest());
  }

  /**
   * A model whose manifest has been read, such as a {@link FollowedModel} needs.
   *
   * @param folder which holds the model's file
   * @throws InvalidModelException if the manifest's engine is not {@code onnx}
   */
  public static OnnxModelSource of(ModelFolder folder, ModelManifest manifest) {
    if (!manifest.engine().equals(ENGINE)) {
      throw new InvalidModelException(
          String.format(
              "model folder %s, model.json: field \"engine\" is \"%s\"; allowed: \"%s\"",
              folder, manifest.engine(), ENGINE));
    }
    return new OnnxModelSource(folder, manifest);
  }

  /** What {@code model.json} says. */
  public ModelManifest manifest() {
    return manifest;
  }

  @Override
  public String id() {
    return manifest.id();
  }

  @Override
  public ModelDescription description() {
    return description;
  }

  /**
   * Reads the model's file, checks its hash and opens a session.
   *
   * @throws InvalidModelException if the file is missing, has another hash, or is not the model
   *     that the manifest describes
   */
  @Override
  public Model open() throws IOException {
    return OnnxModel.open(manifest, folder.readModel(manifest));
  }

  @Override
  public String toString() {
    return description + " from " + folder;
  }
}
