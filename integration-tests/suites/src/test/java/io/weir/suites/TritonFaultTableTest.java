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
package io.weir.suites;

import static io.weir.inference.ScoringException.Kind.BAD_ROWS;
import static io.weir.inference.ScoringException.Kind.MODEL_ERROR;
import static io.weir.inference.ScoringException.Kind.PERMANENT;
import static io.weir.inference.ScoringException.Kind.TRANSIENT;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import com.google.protobuf.ByteString;
import io.weir.inference.FeatureRows;
import io.weir.inference.Model;
import io.weir.inference.ScoringException;
import io.weir.inference.ScoringException.Kind;
import io.weir.proto.inference.v2.InferTensorContents;
import io.weir.proto.inference.v2.ModelInferRequest;
import io.weir.proto.inference.v2.ModelInferRequest.InferInputTensor;
import io.weir.proto.inference.v2.ModelInferRequest.InferRequestedOutputTensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.experimental.categories.Category;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;

/**
 * What a real Triton says of one request that is wrong, or whose model fails, and what the client
 * makes of it. Nothing that happens over time: that is {@code TritonFaultsTest}.
 */
@Category(TritonSuite.class)
@RunWith(Parameterized.class)
public class TritonFaultTableTest {
  private static final FeatureRows ROW = FaultyTriton.row(FaultyTriton.ANSWER, 0.5f);

  @ClassRule public static final FaultyTriton TRITON = new FaultyTriton();

  private static SpoilingRelay relay;
  private static Model model;

  private final Consumer<ModelInferRequest.Builder> fault;
  private final Kind kind;
  private final String said;

  public TritonFaultTableTest(
      String name, Consumer<ModelInferRequest.Builder> fault, Kind kind, String said) {
    this.fault = fault;
    this.kind = kind;
    this.said = said;
  }

  @Parameters(name = "{0} is {2}")
  public static List<Object[]> faults() {
    return Arrays.asList(
        row(
            "an unknown model",
            r -> r.setModelName("nope"),
            PERMANENT,
            "NOT_FOUND: Request for unknown model: 'nope' is not found"),
        row(
            "an unknown version",
            r -> r.setModelVersion("9"),
            PERMANENT,
            "NOT_FOUND: Request for unknown model: 'faulty' version 9 is not found"),
        row(
            "a wrong width",
            r -> r.setInputs(0, input(r).setShape(1, 3)),
            BAD_ROWS,
            "unexpected shape for input 'features'"),
        row(
            "a wrong rank",
            r -> r.setInputs(0, input(r).clearShape().addShape(2)),
            BAD_ROWS,
            "INVALID_ARGUMENT: "),
        row(
            "a wrong data type",
            r -> r.setInputs(0, input(r).setDatatype("FP64")),
            BAD_ROWS,
            "data-type is 'FP64', but model 'faulty' expects 'FP32'"),
        row(
            "an unknown data type",
            r -> r.setInputs(0, input(r).setDatatype("FLOAT")),
            BAD_ROWS,
            "data-type is '<invalid>'"),
        row(
            "an unknown input",
            r -> r.setInputs(0, input(r).setName("Z")),
            BAD_ROWS,
            "unexpected inference input 'Z'"),
        row(
            "an unknown output",
            r -> r.clearOutputs().addOutputs(InferRequestedOutputTensor.newBuilder().setName("Q")),
            BAD_ROWS,
            "unexpected inference output 'Q'"),
        row(
            "a missing input",
            r -> r.clearInputs().clearRawInputContents(),
            BAD_ROWS,
            "expected 1 inputs but got 0"),
        row(
            "an input given twice",
            r -> r.addInputs(r.getInputs(0)).addRawInputContents(r.getRawInputContents(0)),
            BAD_ROWS,
            "already exists"),
        row(
            "content that is too short",
            r -> r.setRawInputContents(0, ByteString.copyFrom(new byte[7])),
            BAD_ROWS,
            "input byte size mismatch"),
        row(
            "content that is too long",
            r -> r.setRawInputContents(0, ByteString.copyFrom(new byte[9])),
            BAD_ROWS,
            "input byte size mismatch"),
        row(
            "a batch of no rows",
            r -> r.setInputs(0, input(r).setShape(0, 0)).setRawInputContents(0, ByteString.EMPTY),
            BAD_ROWS,
            "INVALID_ARGUMENT: "),
        row(
            "a batch over the largest",
            TritonFaultTableTest::sixtyFiveRows,
            BAD_ROWS,
            "batch-size must be <= 64"),
        row(
            "raw and typed content at once",
            r ->
                r.setInputs(
                    0,
                    input(r)
                        .setContents(
                            InferTensorContents.newBuilder()
                                .addFp32Contents(0)
                                .addFp32Contents(0))),
            BAD_ROWS,
            "contents field must not be specified when using raw_input_contents"),
        row(
            "text of a broken form",
            TritonFaultTableTest::brokenText,
            BAD_ROWS,
            "INVALID_ARGUMENT: "),
        row(
            "a model that answers in streams",
            r -> r.setModelName("stream"),
            PERMANENT,
            "UNIMPLEMENTED: ModelInfer RPC doesn't support models with decoupled"),
        row(
            "a model that raises",
            command(FaultyTriton.RAISE, 0),
            MODEL_ERROR,
            "ValueError: row 0 is not to my taste"),
        row(
            "a model that says UNAVAILABLE",
            command(FaultyTriton.ERROR, 0),
            TRANSIENT,
            "UNAVAILABLE: "),
        row(
            "a model that says INVALID_ARG",
            command(FaultyTriton.ERROR, 1),
            BAD_ROWS,
            "INVALID_ARGUMENT: "),
        row(
            "a model that says CANCELLED",
            command(FaultyTriton.ERROR, 2),
            TRANSIENT,
            "CANCELLED: "),
        row(
            "a model that says INTERNAL",
            command(FaultyTriton.ERROR, 3),
            MODEL_ERROR,
            "INTERNAL: "),
        row(
            "a model that says NOT_FOUND",
            command(FaultyTriton.ERROR, 4),
            PERMANENT,
            "NOT_FOUND: "),
        row(
            "a model that says UNSUPPORTED",
            command(FaultyTriton.ERROR, 5),
            PERMANENT,
            "UNIMPLEMENTED: "),
        row(
            "an answer with a row less",
            command(FaultyTriton.ROW_LESS, 0),
            MODEL_ERROR,
            "has shape [0, 1] for 1 rows"),
        row("an answer without output", command(FaultyTriton.NO_OUTPUT, 0), MODEL_ERROR, ""),
        row("an answer of another data type", command(FaultyTriton.INTEGERS, 0), MODEL_ERROR, ""));
  }

  private static Object[] row(
      String name, Consumer<ModelInferRequest.Builder> fault, Kind kind, String said) {
    return new Object[] {name, fault, kind, said};
  }

  private static InferInputTensor.Builder input(ModelInferRequest.Builder request) {
    return request.getInputs(0).toBuilder();
  }

  private static Consumer<ModelInferRequest.Builder> command(float command, float number) {
    ByteBuffer row = ByteBuffer.allocate(2 * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    row.putFloat(command).putFloat(number).flip();
    ByteString content = ByteString.copyFrom(row);
    return request -> request.setRawInputContents(0, content);
  }

  private static void sixtyFiveRows(ModelInferRequest.Builder request) {
    request
        .setInputs(0, input(request).setShape(0, 65))
        .setRawInputContents(0, ByteString.copyFrom(new byte[65 * 2 * Float.BYTES]));
  }

  /** The length of the first element and then nothing. */
  private static void brokenText(ModelInferRequest.Builder request) {
    request
        .setModelName("text")
        .setInputs(0, input(request).setDatatype("BYTES").setShape(1, 1))
        .setRawInputContents(0, ByteString.copyFrom(new byte[] {100, 0, 0, 0, 'x'}));
  }

  @BeforeClass
  public static void openModel() throws Exception {
    relay = SpoilingRelay.to(TRITON.server().grpcEndpoint());
    model = FaultyTriton.source("faulty", relay.endpoint()).build().open();
  }

  @AfterClass
  public static void close() throws Exception {
    if (model != null) {
      model.close();
    }
    if (relay != null) {
      relay.close();
    }
  }

  @Test
  public void aFaultIsToldByWhatIsToBeDoneAboutItAndTheNextCallIsAnswered() throws Exception {
    relay.spoil(request -> spoiled(request));
    ScoringException failure = ModelCalls.refusal(model, ROW);
    String message = String.valueOf(failure.getMessage());
    assertThat(message, containsString(said));
    assertThat(message, failure.kind(), is(kind));

    relay.spoil(request -> request);
    assertThat(ModelCalls.score(model, ROW).score(0), is(0.5f));
  }

  private ModelInferRequest spoiled(ModelInferRequest request) {
    ModelInferRequest.Builder spoiled = request.toBuilder();
    fault.accept(spoiled);
    return spoiled.build();
  }
}
