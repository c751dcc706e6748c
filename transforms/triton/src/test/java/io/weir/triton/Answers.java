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

import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.weir.inference.FeatureRows;
import io.weir.inference.Model;
import io.weir.inference.Scores;
import io.weir.inference.ScoringException;
import io.weir.inference.ScoringException.Kind;
import io.weir.proto.inference.v2.DataType;
import io.weir.proto.inference.v2.InferTensorContents;
import io.weir.proto.inference.v2.ModelConfig;
import io.weir.proto.inference.v2.ModelInferRequest;
import io.weir.proto.inference.v2.ModelInferResponse;
import io.weir.proto.inference.v2.ModelInferResponse.InferOutputTensor;
import io.weir.proto.inference.v2.ModelInput;
import io.weir.proto.inference.v2.ModelMetadataResponse;
import io.weir.proto.inference.v2.ModelMetadataResponse.TensorMetadata;
import io.weir.proto.inference.v2.ModelOutput;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What a well-behaved server says of a model that adds two features, and how tests ask it. */
final class Answers {
  static final Duration LONG = Duration.ofSeconds(30);
  static final FeatureRows ROWS =
      FeatureRows.copyOf(
          new float[] {0.25f, 0.5f}, new float[] {-1, 0.125f}, new float[] {1e-20f, 3});

  private Answers() {}

  static TritonModelSource.Builder source(String endpoint, String... more) {
    return TritonModelSource.at(endpoint, more).model("fraud").features(List.of("a", "b"));
  }

  static TensorMetadata tensor(String name, String datatype, long... shape) {
    TensorMetadata.Builder tensor = TensorMetadata.newBuilder().setName(name).setDatatype(datatype);
    for (long dimension : shape) {
      tensor.addShape(dimension);
    }
    return tensor.build();
  }

  static ModelMetadataResponse metadata() {
    return ModelMetadataResponse.newBuilder()
        .setName("fraud")
        .addVersions("3")
        .addInputs(tensor("x", "FP32", -1, 2))
        .addOutputs(tensor("p", "FP32", -1, 1))
        .build();
  }

  static ModelConfig config() {
    return ModelConfig.newBuilder()
        .setName("fraud")
        .setMaxBatchSize(64)
        .addInput(ModelInput.newBuilder().setName("x").setDataType(DataType.TYPE_FP32).addDims(2))
        .addOutput(ModelOutput.newBuilder().setName("p").setDataType(DataType.TYPE_FP32).addDims(1))
        .build();
  }

  /** The sum of each row, as Triton answers. */
  static ModelInferResponse sums(ModelInferRequest request) {
    ByteBuffer rows = littleEndian(request.getRawInputContents(0));
    int count = (int) request.getInputs(0).getShape(0);
    float[] sums = new float[count];
    for (int row = 0; row < count; row++) {
      sums[row] = rows.getFloat() + rows.getFloat();
    }
    return raw(singles(sums), "FP32", count, 1).build();
  }

  static ByteBuffer littleEndian(ByteString bytes) {
    return bytes.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
  }

  static ByteString singles(float... values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values) {
      bytes.putFloat(value);
    }
    return ByteString.copyFrom(bytes.flip());
  }

  static ByteString doubles(double... values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (double value : values) {
      bytes.putDouble(value);
    }
    return ByteString.copyFrom(bytes.flip());
  }

  /** An answer with raw contents in output {@code p}. */
  static ModelInferResponse.Builder raw(ByteString content, String datatype, long... shape) {
    return ModelInferResponse.newBuilder()
        .setModelName("fraud")
        .setModelVersion("3")
        .addOutputs(output(datatype, shape))
        .addRawOutputContents(content);
  }

  /** An answer with typed contents in output {@code p}. */
  static ModelInferResponse typed(
      InferTensorContents.Builder contents, String datatype, long... shape) {
    return ModelInferResponse.newBuilder()
        .setModelVersion("3")
        .addOutputs(output(datatype, shape).setContents(contents))
        .build();
  }

  private static InferOutputTensor.Builder output(String datatype, long... shape) {
    InferOutputTensor.Builder output =
        InferOutputTensor.newBuilder().setName("p").setDatatype(datatype);
    for (long dimension : shape) {
      output.addShape(dimension);
    }
    return output;
  }

  static <T> void send(StreamObserver<T> observer, T answer) {
    observer.onNext(answer);
    observer.onCompleted();
  }

  /** Fails a question of a server's reception. */
  static <T> Supplier<T> failing(Status status) {
    return () -> {
      throw status.asRuntimeException();
    };
  }

  static Scores score(Model model) throws Exception {
    return model.score(ROWS, LONG).get(30, TimeUnit.SECONDS);
  }

  /** Scores as a caller does that has time: again while failures are transient, for a minute. */
  static Scores scoreAgainAndAgain(Model model) throws Exception {
    List<Scores> scores = new ArrayList<>();
    scoreUntil(model, () -> !scores.isEmpty(), scores::add);
    return scores.get(0);
  }

  /** The same, until something holds. */
  static void scoreUntil(Model model, BooleanSupplier holds, Consumer<Scores> taker)
      throws Exception {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    while (!holds.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("not within a minute");
      }
      try {
        taker.accept(score(model));
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof ScoringException)
            || ((ScoringException) e.getCause()).kind() != Kind.TRANSIENT) {
          throw e;
        }
      }
    }
  }

  /** What a call failed with. */
  static Throwable failure(Model model, Duration deadline) throws Exception {
    try {
      Scores scores = model.score(ROWS, deadline).get(30, TimeUnit.SECONDS);
      throw new AssertionError("scored " + scores.rows() + " rows; expected to fail");
    } catch (ExecutionException e) {
      return e.getCause() == null ? e : e.getCause();
    }
  }

  static ScoringException scoringFailure(Model model) throws Exception {
    Throwable failure = failure(model, LONG);
    if (failure instanceof ScoringException) {
      return (ScoringException) failure;
    }
    throw new AssertionError(failure);
  }
}
