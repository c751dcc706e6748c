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

import io.weir.inference.InvalidModelException;
import io.weir.proto.inference.v2.ModelConfig;
import io.weir.proto.inference.v2.ModelInput;
import io.weir.proto.inference.v2.ModelMetadataResponse;
import io.weir.proto.inference.v2.ModelMetadataResponse.TensorMetadata;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The tensors of a model by which it is called, after comparing them with what was asked for. */
final class TritonSignature {
  static final String INPUT_TYPE = "FP32";
  private static final Set<String> OUTPUT_TYPES = Set.of("FP32", "FP64");
  private static final int MOST_MAX_BATCH = 4096;
  private static final long ANY = -1;

  private final String input;
  private final @Nullable String output;
  private final int maxBatch;

  private TritonSignature(String input, @Nullable String output, int maxBatch) {
    this.input = input;
    this.output = output;
    this.maxBatch = maxBatch;
  }

  /** The name of the input tensor. */
  String input() {
    return input;
  }

  /** The name of the output tensor; null if nobody says it and there must be only one. */
  @Nullable String output() {
    return output;
  }

  /** The largest number of rows in one call. */
  int maxBatch() {
    return maxBatch;
  }

  /**
   * Compares.
   *
   * @param metadata what the server says; without tensors if it does not say
   * @param config likewise; without inputs if the server does not say
   * @throws InvalidModelException if they differ from what is asked for
   */
  static TritonSignature check(
      TritonModelSource source, ModelMetadataResponse metadata, ModelConfig config) {
    if (config.getModelTransactionPolicy().getDecoupled()) {
      throw new InvalidModelException(
          "model " + source + ": answers in streams (decoupled); allowed: one answer a request");
    }
    TensorMetadata input = input(source, metadata, config);
    TensorMetadata output = output(source, metadata);
    String inputName = input == null ? source.input() : input.getName();
    if (inputName == null) {
      throw new InvalidModelException(
          "model "
              + source
              + ": input is not set and the server does not say it; allowed: the name of the input"
              + " tensor");
    }
    int maxBatch = maxBatch(source, config, input);
    return new TritonSignature(
        inputName, output == null ? source.output() : output.getName(), maxBatch);
  }

  private static @Nullable TensorMetadata input(
      TritonModelSource source, ModelMetadataResponse metadata, ModelConfig config) {
    if (metadata.getInputsCount() == 0) {
      return null;
    }
    Set<String> optional =
        config.getInputList().stream()
            .filter(ModelInput::getOptional)
            .map(ModelInput::getName)
            .collect(Collectors.toSet());
    List<TensorMetadata> required =
        metadata.getInputsList().stream()
            .filter(tensor -> !optional.contains(tensor.getName()))
            .collect(Collectors.toList());
    TensorMetadata input =
        choose(source, "input", source.input(), metadata.getInputsList(), required);
    if (required.size() > 1
        || (required.size() == 1 && !required.get(0).getName().equals(input.getName()))) {
      throw new InvalidModelException(
          "model "
              + source
              + ": takes the inputs "
              + names(required)
              + "; allowed: one input, all others optional");
    }
    int columns = source.description().features().size();
    List<Long> shape = input.getShapeList();
    if (!input.getDatatype().equals(INPUT_TYPE)
        || shape.size() != 2
        || !(shape.get(1) == ANY || shape.get(1) == columns)) {
      throw mismatch(
          source,
          "input",
          input,
          INPUT_TYPE + "[-1, " + columns + "], rows of the " + columns + " features");
    }
    return input;
  }

  private static @Nullable TensorMetadata output(
      TritonModelSource source, ModelMetadataResponse metadata) {
    if (metadata.getOutputsCount() == 0) {
      return null;
    }
    List<TensorMetadata> outputs = metadata.getOutputsList();
    TensorMetadata output = choose(source, "output", source.output(), outputs, outputs);
    List<Long> shape = output.getShapeList();
    boolean fits =
        shape.size() == 1
            || (shape.size() == 2
                && (shape.get(1) == ANY || shape.get(1) == 1 || shape.get(1) == 2));
    if (!OUTPUT_TYPES.contains(output.getDatatype()) || !fits) {
      throw mismatch(source, "output", output, "FP32 or FP64 of [-1], [-1, 1] or [-1, 2]");
    }
    return output;
  }

  private static TensorMetadata choose(
      TritonModelSource source,
      String what,
      @Nullable String asked,
      List<TensorMetadata> all,
      List<TensorMetadata> eligible) {
    if (asked == null && eligible.size() == 1) {
      return eligible.get(0);
    }
    for (TensorMetadata tensor : all) {
      if (tensor.getName().equals(asked)) {
        return tensor;
      }
    }
    throw new InvalidModelException(
        "model "
            + source
            + ": "
            + what
            + (asked == null ? " is not set" : " is \"" + asked + "\"")
            + "; allowed: "
            + names(all));
  }

  private static int maxBatch(
      TritonModelSource source, ModelConfig config, @Nullable TensorMetadata input) {
    int asked = source.maxBatch();
    long most = MOST_MAX_BATCH;
    String because = "the most that is sent";
    if (config.getMaxBatchSize() > 0) {
      most = Math.min(most, config.getMaxBatchSize());
      because = "the server's max_batch_size";
    } else if (input != null && input.getShape(0) > 0) {
      most = Math.min(most, input.getShape(0));
      because = "the first dimension of input \"" + input.getName() + "\"";
      if (most > 1) {
        // Fewer rows than that would be refused.
        throw mismatch(source, "input", input, "any number of rows, or one");
      }
    }
    if (asked > most) {
      throw new InvalidModelException(
          String.format(
              "model %s: maxBatch is %d; allowed: 1 to %d, %s, or 0 for that",
              source, asked, most, because));
    }
    boolean serverSays = config.getMaxBatchSize() > 0 || most == 1;
    return asked > 0 ? asked : (int) (serverSays ? most : source.description().maxBatch());
  }

  private static InvalidModelException mismatch(
      TritonModelSource source, String what, TensorMetadata tensor, String allowed) {
    return new InvalidModelException(
        String.format(
            "model %s: %s \"%s\" is %s%s, where -1 means any size; allowed: %s",
            source, what, tensor.getName(), tensor.getDatatype(), tensor.getShapeList(), allowed));
  }

  private static List<String> names(List<TensorMetadata> tensors) {
    return tensors.stream().map(TensorMetadata::getName).collect(Collectors.toList());
  }
}
