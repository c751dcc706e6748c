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

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.nio.file.NoSuchFileException;

/**
 * A folder that holds a model: {@code model.json} and the file that it names.
 *
 * <p>The folder is a path or URI of any file system that Beam has been given, or {@code classpath:}
 * and a folder of the class path, such as {@code classpath:fraud/model}.
 */
public final class ModelFolder implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final String MANIFEST = "model.json";
  private static final int MAX_MANIFEST_BYTES = 1 << 20;

  private final String location;

  private ModelFolder(String location) {
    this.location = location;
  }

  /**
   * The folder at a location; nothing is read yet.
   *
   * @throws IllegalArgumentException if the location is empty
   */
  public static ModelFolder at(String location) {
    require(
        !location.isBlank(),
        "model folder is \"%s\"; allowed: a path, a URI or classpath:FOLDER",
        location);
    return new ModelFolder(location);
  }

  /** The location as it was given. */
  public String location() {
    return location;
  }

  /**
   * Reads and checks the manifest.
   *
   * @throws InvalidModelException if there is none, it cannot be read, or it is not valid
   */
  public ModelManifest readManifest() {
    String where = "model folder " + location + ", " + MANIFEST;
    byte[] json;
    try (InputStream stream = open(MANIFEST)) {
      json = stream.readNBytes(MAX_MANIFEST_BYTES + 1);
    } catch (FileNotFoundException | NoSuchFileException e) {
      throw new InvalidModelException(
          "model folder is " + location + "; allowed: a folder that holds " + MANIFEST, e);
    } catch (IOException | RuntimeException e) {
      throw new InvalidModelException(
          "model folder is " + location + ", which cannot be read: " + e.getMessage(), e);
    }
    if (json.length > MAX_MANIFEST_BYTES) {
      throw new InvalidModelException(
          where + ": is longer than " + MAX_MANIFEST_BYTES + " bytes; allowed: at most that");
    }
    return ModelManifest.parse(json, where);
  }

  /**
   * Reads the model's file and compares its hash with the manifest's.
   *
   * @throws InvalidModelException if there is no such file or its hash differs
   * @throws IOException if it could not be read
   */
  public byte[] readModel(ModelManifest manifest) throws IOException {
    byte[] content;
    try (InputStream stream = open(manifest.file())) {
      content = stream.readAllBytes();
    } catch (FileNotFoundException | NoSuchFileException e) {
      throw new InvalidModelException(
          "model folder "
              + location
              + ": field \"file\" is \""
              + manifest.file()
              + "\"; allowed: a file in that folder",
          e);
    }
    String found = Sha256.of(content);
    if (!found.equals(manifest.sha256())) {
      throw new InvalidModelException(
          "model folder "
              + location
              + ": field \"sha256\" is "
              + manifest.sha256()
              + "; allowed: "
              + found
              + ", the hash of "
              + manifest.file());
    }
    return content;
  }

  private InputStream open(String file) throws IOException {
    return Documents.open(location.replaceAll("/+$", "") + "/" + file);
  }

  @Override
  public String toString() {
    return location;
  }
}
