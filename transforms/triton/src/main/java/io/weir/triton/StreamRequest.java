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

import com.google.protobuf.ByteString;
import io.weir.proto.inference.v2.InferParameter;
import io.weir.proto.inference.v2.ModelInferRequest;
import io.weir.proto.inference.v2.ModelInferRequest.InferInputTensor;
import io.weir.proto.inference.v2.ModelInferRequest.InferRequestedOutputTensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request to a model that answers with text piece by piece, such as a language model. An
 * immutable value.
 *
 * <pre>{@code
 * StreamRequest request =
 *     StreamRequest.to("llm")
 *         .text("text_input", "Why was this card blocked?")
 *         .flag("stream", true)
 *         .parameter("max_tokens", 100L)
 *         .output("text_output")
 *         .build();
 * }</pre>
 */
public final class StreamRequest {
  private final ModelInferRequest message;
  private final @Nullable String output;

  private StreamRequest(ModelInferRequest message, @Nullable String output) {
    this.message = message;
    this.output = output;
  }

  /** Starts a request to a model; at least one input must follow. */
  public static Builder to(String model) {
    require(!model.isBlank(), "model name is blank; allowed: the name of a model on the server");
    return new Builder(model);
  }

  ModelInferRequest message() {
    return message;
  }

  /** The output whose text is read; null for the only one. */
  @Nullable String output() {
    return output;
  }

  /** The model's name; what is asked of it may be private. */
  @Override
  public String toString() {
    return message.getModelName();
  }

  /** Collects a request. */
  public static final class Builder {
    private final ModelInferRequest.Builder request;
    private final Map<String, Input> inputs = new LinkedHashMap<>();
    private boolean batched;
    private @Nullable String output;

    private Builder(String model) {
      this.request = ModelInferRequest.newBuilder().setModelName(model);
    }

    /** The version on the server; the newest unless set. */
    public Builder version(String version) {
      require(!version.isBlank(), "version is blank; allowed: a version");
      request.setModelVersion(version);
      return this;
    }

    /** One string, for an input tensor of datatype BYTES. */
    public Builder text(String input, String value) {
      byte[] text = value.getBytes(StandardCharsets.UTF_8);
      ByteBuffer element =
          ByteBuffer.allocate(Integer.BYTES + text.length)
              .order(ByteOrder.LITTLE_ENDIAN)
              .putInt(text.length)
              .put(text)
              .flip();
      inputs.put(input, new Input("BYTES", ByteString.copyFrom(element)));
      return this;
    }

    /** One value, for an input tensor of datatype BOOL. */
    public Builder flag(String input, boolean value) {
      inputs.put(
          input, new Input("BOOL", ByteString.copyFrom(new byte[] {(byte) (value ? 1 : 0)})));
      return this;
    }

    /** A parameter of the request, which the model's backend reads. */
    public Builder parameter(String key, String value) {
      return parameter(key, InferParameter.newBuilder().setStringParam(value));
    }

    /** A parameter of the request, which the model's backend reads. */
    public Builder parameter(String key, long value) {
      return parameter(key, InferParameter.newBuilder().setInt64Param(value));
    }

    /** A parameter of the request, which the model's backend reads. */
    public Builder parameter(String key, double value) {
      return parameter(key, InferParameter.newBuilder().setDoubleParam(value));
    }

    /** A parameter of the request, which the model's backend reads. */
    public Builder parameter(String key, boolean value) {
      return parameter(key, InferParameter.newBuilder().setBoolParam(value));
    }

    private Builder parameter(String key, InferParameter.Builder value) {
      require(
          !key.isEmpty() && !key.startsWith("triton_"),
          "parameter is \"%s\"; allowed: a name that does not start with triton_",
          key);
      request.putParameters(key, value.build());
      return this;
    }

    /** The BYTES output that holds the text; the model's only output unless set. */
    public Builder output(String output) {
      require(!output.isEmpty(), "output is empty; allowed: the name of a tensor");
      this.output = output;
      return this;
    }

    /**
     * Whether the model has a batch dimension (its {@code max_batch_size} is not 0), so that inputs
     * have the shape [1, 1] and not [1]; false unless set.
     */
    public Builder batched(boolean batched) {
      this.batched = batched;
      return this;
    }

    /**
     * The request.
     *
     * @throws IllegalArgumentException if there is no input
     */
    public StreamRequest build() {
      require(!inputs.isEmpty(), "inputs are none; allowed: at least one");
      ModelInferRequest.Builder message = request.clone();
      inputs.forEach(
          (name, input) -> {
            InferInputTensor.Builder tensor =
                InferInputTensor.newBuilder().setName(name).setDatatype(input.datatype).addShape(1);
            message.addInputs(batched ? tensor.addShape(1) : tensor);
            message.addRawInputContents(input.content);
          });
      if (output != null) {
        message.addOutputs(InferRequestedOutputTensor.newBuilder().setName(output));
      }
      message.putParameters(
          "triton_enable_empty_final_response",
          InferParameter.newBuilder().setBoolParam(true).build());
      return new StreamRequest(message.build(), output);
    }

    private static final class Input {
      private final String datatype;
      private final ByteString content;

      private Input(String datatype, ByteString content) {
        this.datatype = datatype;
        this.content = content;
      }
    }
  }
}
