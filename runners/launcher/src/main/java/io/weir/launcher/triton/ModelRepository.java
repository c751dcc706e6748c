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
package io.weir.launcher.triton;

import static com.google.common.base.Preconditions.checkArgument;

import io.weir.inference.InvalidModelException;
import io.weir.inference.ModelFolder;
import io.weir.inference.ModelManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A folder of models as Triton reads it: {@code NAME/config.pbtxt} and {@code NAME/1/model.py},
 * which Triton's Python backend runs, with {@code NAME/1/model.onnx} for a model of Weir's.
 *
 * <pre>{@code
 * ModelRepository models = ModelRepository.in(scratch.path()).add("classpath:fraud/heavy");
 * }</pre>
 *
 * <p>A model takes {@code features}, float32 [rows, number of features], and gives {@code score},
 * float32 [rows, 1]. Triton merges the rows of concurrent calls into batches: it waits up to 500
 * microseconds for them, and less where it can make one of 16 rows or of the most.
 */
public final class ModelRepository {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

  private final Path folder;
  private final List<String> names = new ArrayList<>();

  private ModelRepository(Path folder) {
    this.folder = folder;
  }

  /** One in a folder, which is made where it is not there. It stays after use. */
  public static ModelRepository in(Path folder) throws IOException {
    return new ModelRepository(Files.createDirectories(folder).toAbsolutePath());
  }

  /**
   * Adds a model of engine {@code onnx} under the name that its manifest says.
   *
   * @param modelFolder a path, a URI or {@code classpath:FOLDER}
   * @throws InvalidModelException if it holds no such model, or another file than its manifest says
   */
  public ModelRepository add(String modelFolder) throws IOException {
    ModelFolder source = ModelFolder.at(modelFolder);
    ModelManifest manifest = source.readManifest();
    if (!manifest.engine().equals("onnx")) {
      throw new InvalidModelException(
          "model folder "
              + modelFolder
              + ", model.json: field \"engine\" is \""
              + manifest.engine()
              + "\"; allowed: \"onnx\"");
    }
    byte[] content = source.readModel(manifest);
    ModelConfig config =
        ModelConfig.of(manifest.name(), manifest.features().size(), manifest.maxBatch())
            .parameter("onnx_output", manifest.output())
            .parameter(
                "padded_rows", String.valueOf(manifest.batchInvariant() ? 0 : manifest.maxBatch()));
    Path version = write(manifest.name(), config.text(), Installation.resource("model.py"));
    Files.write(version.resolve("model.onnx"), content);
    return this;
  }

  /**
   * Adds a model of one's own, with the inputs, outputs and batches of all others (64 rows at
   * most).
   *
   * @param features the number of features
   * @param source what Triton's Python backend is to run: defines {@code TritonPythonModel}
   */
  public ModelRepository add(String name, int features, String source) throws IOException {
    return add(name, ModelConfig.of(name, features, 64).text(), source);
  }

  /**
   * Adds a model of one's own.
   *
   * @param config the text of its {@code config.pbtxt}
   * @param source what Triton's Python backend is to run: defines {@code TritonPythonModel}
   */
  public ModelRepository add(String name, String config, String source) throws IOException {
    write(name, config, source);
    return this;
  }

  private Path write(String name, String config, String source) throws IOException {
    checkArgument(
        NAME.matcher(name).matches(), "model name is %s, must match %s", name, NAME.pattern());
    checkArgument(!names.contains(name), "model name is %s, must be another than %s", name, names);
    Path model = folder.resolve(name);
    Path version = Files.createDirectories(model.resolve("1"));
    Files.writeString(model.resolve("config.pbtxt"), config);
    Files.writeString(version.resolve("model.py"), source);
    names.add(name);
    return version;
  }

  /** Where it is. */
  public Path folder() {
    return folder;
  }

  /** The names of its models, in the order in which they were added. */
  public List<String> names() {
    return List.copyOf(names);
  }
}
