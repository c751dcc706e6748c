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

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.Assert.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import io.weir.inference.InvalidModelException;
import io.weir.inference.ModelFolder;
import io.weir.inference.ScoringException;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.Test;

public final class OnnxGraphTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  @Test
  public void aPipelineWithAnInputForEachColumnGivesItsLabelsAndProbabilities() throws Exception {
    JsonNode expected = Exports.expected("columns");
    try (OnnxGraph graph = open("columns")) {
      GraphOutputs outputs = graph.run(columns(expected, 0, 64), LONG);

      ClassProbabilities classes = outputs.classProbabilities("output_probability");
      assertThat(classes.labels(), contains("fraud", "genuine"));
      assertThat(
          outputs.tensor("output_label").strings(), is(Exports.strings(expected.get("labels"))));
      assertProbabilities(classes, expected);
    }
  }

  @Test
  public void aRowOfColumnsInAFilledBatchHasTheSameBitsInBatchesOf1And2And7And64()
      throws Exception {
    JsonNode expected = Exports.expected("columns");
    try (OnnxGraph graph = open("columns")) {
      ClassProbabilities together =
          graph.run(columns(expected, 0, 64), LONG).classProbabilities("output_probability");
      for (int size : new int[] {1, 2, 7}) {
        for (int from = 0; from + size <= 64; from += size) {
          GraphOutputs outputs = graph.runRows(64, columns(expected, from, from + size), LONG);
          assertThat(outputs.tensor("output_label").size(), is(size));
          ClassProbabilities part = outputs.classProbabilities("output_probability");
          assertThat(part.rows(), is(size));
          for (int row = 0; row < size; row++) {
            assertThat(part.row(row), is(together.row(from + row)));
          }
        }
      }
    }
  }

  @Test
  public void rowsThatDifferInNumberAreNotFilledUp() throws Exception {
    JsonNode expected = Exports.expected("columns");
    List<Tensor> uneven = new ArrayList<>(columns(expected, 0, 4));
    uneven.set(3, Tensor.strings("country", new String[] {"CH", "DE"}, 2, 1));
    try (OnnxGraph graph = open("columns")) {
      assertThat(
          assertThrows(IllegalArgumentException.class, () -> graph.runRows(64, uneven, LONG))
              .getMessage(),
          is(
              "model columns: input country: STRING[2, 1]; allowed: 1 to 64 rows, as many as the"
                  + " other inputs"));
      assertThrows(
          IllegalArgumentException.class, () -> graph.runRows(3, columns(expected, 0, 4), LONG));
    }
  }

  @Test
  public void anOutputWithoutRowsCannotBeCutOff() throws Exception {
    try (OnnxGraph graph = open("types")) {
      assertThat(
          assertThrows(ScoringException.class, () -> graph.runRows(3, allTypes(), LONG))
              .getMessage(),
          is("output \"size\" has -1 rows; allowed: 3, as the inputs"));
    }
  }

  @Test
  public void threeClassesWithWholeNumbersAsLabelsAreRead() throws Exception {
    JsonNode expected = Exports.expected("classes");
    float[] rows = new float[64 * 8];
    Exports.rows(expected).copyTo(FloatBuffer.wrap(rows));
    try (OnnxGraph graph = open("classes")) {
      GraphOutputs outputs = graph.run(List.of(Tensor.floats("X", rows, 64, 8)), LONG);

      ClassProbabilities classes = outputs.classProbabilities("output_probability");
      assertThat(classes.labels(), contains("0", "1", "2"));
      assertThat(outputs.tensor("output_label").longs(), is(Exports.longs(expected.get("labels"))));
      assertProbabilities(classes, expected);
      assertThat(classes.row(3).get("2"), is(classes.probability(3, "2")));
    }
  }

  @Test
  public void aModelDescribesWhatItTakesAndGives() throws Exception {
    try (OnnxGraph graph = open("columns")) {
      assertThat(
          graph.describe().toString(),
          is(
              "[amount: FLOAT[-1, 1], share: FLOAT[-1, 1], visits: INT64[-1, 1],"
                  + " country: STRING[-1, 1]] -> [output_label: STRING[-1],"
                  + " output_probability: probabilities by STRING[-1]]"));
    }
  }

  @Test
  public void tensorsOfAllTypesGoInAndComeOut() throws Exception {
    try (OnnxGraph graph = open("types")) {
      GraphOutputs outputs = graph.run(allTypes(), LONG);

      assertThat(outputs.tensor("float_out").floats(), is(new float[] {-1.5f, 0, -3, 4}));
      assertThat(outputs.tensor("double_out").doubles(), is(new double[] {-1e300, 2, 3, 4}));
      assertThat(outputs.tensor("int64_out").longs(), is(new long[] {-Long.MAX_VALUE, 2, 3, 4}));
      assertThat(outputs.tensor("int32_out").ints(), is(new int[] {-Integer.MAX_VALUE, 2, 3, 4}));
      assertThat(
          outputs.tensor("bool_out").booleans(), is(new boolean[] {false, true, true, false}));
      assertThat(outputs.tensor("string_out").strings(), is(new String[] {"a", "", "ü€😀", "d"}));
      assertThat(outputs.tensor("string_out").shape(), is(new long[] {2, 2}));
      assertThat(outputs.tensor("size").longs(), is(new long[] {4}));
      assertThat(outputs.tensor("size").shape(), is(new long[] {}));
      assertThat(outputs.names().iterator().next(), is("float_out"));
    }
  }

  @Test
  public void theOrderOfTheInputsDoesNotMatter() throws Exception {
    List<Tensor> reversed = new ArrayList<>(allTypes());
    Collections.reverse(reversed);
    try (OnnxGraph graph = open("types")) {
      assertThat(
          graph.run(reversed, LONG).tensor("float_out").floats(),
          is(graph.run(allTypes(), LONG).tensor("float_out").floats()));
    }
  }

  @Test
  public void threadsSideBySideGiveTheSame() throws Exception {
    JsonNode expected = Exports.expected("columns");
    ExecutorService executor = Executors.newFixedThreadPool(4);
    try (OnnxGraph graph = open("columns")) {
      String alone = graph.run(columns(expected, 0, 64), LONG).toString();
      List<Future<Boolean>> workers = new ArrayList<>();
      for (int thread = 0; thread < 4; thread++) {
        workers.add(
            executor.submit(
                () -> {
                  boolean same = true;
                  for (int round = 0; round < 50; round++) {
                    same &= graph.run(columns(expected, 0, 64), LONG).toString().equals(alone);
                  }
                  return same;
                }));
      }
      for (Future<Boolean> worker : workers) {
        assertThat(worker.get(60, TimeUnit.SECONDS), is(true));
      }
    } finally {
      executor.shutdownNow();
    }
  }

  @Test
  public void aCallThatMissesItsDeadlineIsBrokenOffAndTheNextOneIsNot() throws Exception {
    try (OnnxGraph graph = OnnxGraph.open("slow", modelContent("slow"))) {
      for (int round = 0; round < 3; round++) {
        assertThrows(
            TimeoutException.class, () -> graph.run(slowRow(1e12f), Duration.ofMillis(50)));
        assertThat(graph.run(slowRow(3), LONG).tensor("score").floats(), is(new float[] {3}));
      }
    }
  }

  @Test
  public void aModelThatFailsIsAModelError() throws Exception {
    // Half of the classifier's text column is gone: the sizes do not fit within the model.
    JsonNode expected = Exports.expected("columns");
    List<Tensor> uneven = new ArrayList<>(columns(expected, 0, 4));
    uneven.set(3, Tensor.strings("country", new String[] {"CH", "DE"}, 2, 1));
    try (OnnxGraph graph = open("columns")) {
      ScoringException failure =
          assertThrows(ScoringException.class, () -> graph.run(uneven, LONG));

      assertThat(failure.kind(), is(ScoringException.Kind.MODEL_ERROR));
      assertThat(
          String.valueOf(failure.getMessage()), startsWith("model columns: ONNX Runtime failed ("));
      assertThat(String.valueOf(failure.getMessage()), not(containsString("\n")));
      graph.run(columns(expected, 0, 4), LONG);
    }
  }

  @Test
  public void anInputThatTheModelLacksIsRefused() throws Exception {
    assertThat(
        refused(Tensor.floats("Y", new float[8], 1, 8)),
        is("model classes: input Y: FLOAT[1, 8]; allowed: [X: FLOAT[-1, 8]], each once"));
  }

  @Test
  public void anInputOfAnotherTypeOrShapeIsRefused() throws Exception {
    assertThat(
        refused(Tensor.doubles("X", new double[8], 1, 8)),
        is("model classes: input X: DOUBLE[1, 8]; allowed: X: FLOAT[-1, 8], each once"));
    assertThat(
        refused(Tensor.floats("X", new float[9], 1, 9)),
        is("model classes: input X: FLOAT[1, 9]; allowed: X: FLOAT[-1, 8], each once"));
    assertThat(
        refused(Tensor.floats("X", new float[8], 8)),
        is("model classes: input X: FLOAT[8]; allowed: X: FLOAT[-1, 8], each once"));
  }

  @Test
  public void aMissingOrRepeatedInputIsRefused() throws Exception {
    assertThat(refused(), is("model classes: inputs [X] are missing; allowed: all given"));
    Tensor tensor = Tensor.floats("X", new float[8], 1, 8);
    assertThat(
        refused(tensor, tensor),
        is("model classes: input X: FLOAT[1, 8]; allowed: X: FLOAT[-1, 8], each once"));
  }

  @Test
  public void anOutputIsReadAsWhatItIs() throws Exception {
    try (OnnxGraph graph = open("classes")) {
      GraphOutputs outputs = graph.run(List.of(Tensor.floats("X", new float[8], 1, 8)), LONG);

      assertThat(
          assertThrows(IllegalArgumentException.class, () -> outputs.tensor("output_probability"))
              .getMessage(),
          is(
              "output is \"output_probability\"; allowed: one of [output_label,"
                  + " output_probability] that is of Tensor"));
      assertThat(
          assertThrows(IllegalStateException.class, () -> outputs.tensor("output_label").floats())
              .getMessage(),
          is("tensor \"output_label\" holds INT64; allowed: FLOAT"));
    }
  }

  @Test
  public void aTensorWhoseShapeDoesNotFitItsValuesIsRefused() {
    for (long[] shape : new long[][] {{3}, {2, 2, 2}, {-1, -4}, {Long.MAX_VALUE, 2}, {}}) {
      IllegalArgumentException failure =
          assertThrows(IllegalArgumentException.class, () -> Tensor.ints("a", new int[4], shape));
      assertThat(
          failure.getMessage(),
          is(
              "tensor \"a\" has 4 values; allowed: as many as shape "
                  + Arrays.toString(shape)
                  + " holds"));
    }
  }

  @Test
  public void aFileThatIsNoModelIsRefusedInOneLine() {
    String message =
        String.valueOf(
            assertThrows(
                    InvalidModelException.class,
                    () -> OnnxGraph.open("broken", "nonsense".getBytes(UTF_8)))
                .getMessage());

    assertThat(message, startsWith("model broken: ONNX Runtime cannot load it ("));
    assertThat(message, not(containsString("\n")));
  }

  @Test
  public void aClosedModelRunsNothingAndClosesTwice() throws Exception {
    OnnxGraph graph = open("classes");
    graph.close();
    graph.close();

    assertThrows(
        IllegalStateException.class,
        () -> graph.run(List.of(Tensor.floats("X", new float[8], 1, 8)), LONG));
  }

  static List<Tensor> columns(JsonNode expected, int from, int to) {
    int rows = to - from;
    return List.of(
        Tensor.floats(
            "amount",
            Arrays.copyOfRange(Exports.floats(expected.get("amount")), from, to),
            rows,
            1),
        Tensor.floats(
            "share", Arrays.copyOfRange(Exports.floats(expected.get("share")), from, to), rows, 1),
        Tensor.longs(
            "visits", Arrays.copyOfRange(Exports.longs(expected.get("visits")), from, to), rows, 1),
        Tensor.strings(
            "country",
            Arrays.copyOfRange(Exports.strings(expected.get("country")), from, to),
            rows,
            1));
  }

  private static List<Tensor> allTypes() {
    return List.of(
        Tensor.floats("float", new float[] {1.5f, -0f, 3, -4}, 2, 2),
        Tensor.doubles("double", new double[] {1e300, -2, -3, -4}, 2, 2),
        Tensor.longs("int64", new long[] {Long.MAX_VALUE, -2, -3, -4}, 2, 2),
        Tensor.ints("int32", new int[] {Integer.MAX_VALUE, -2, -3, -4}, 2, 2),
        Tensor.booleans("bool", new boolean[] {true, false, false, true}, 2, 2),
        Tensor.strings("string", new String[] {"a", "", "ü€😀", "d"}, 2, 2));
  }

  private static List<Tensor> slowRow(float value) {
    float[] row = new float[TestModels.COLUMNS];
    Arrays.fill(row, value);
    return List.of(Tensor.floats("input", row, 1, row.length));
  }

  private static void assertProbabilities(ClassProbabilities classes, JsonNode expected) {
    assertThat(classes.rows(), is(64));
    for (int row = 0; row < classes.rows(); row++) {
      for (int label = 0; label < classes.labels().size(); label++) {
        double truth = expected.get("probabilities").get(row).get(label).doubleValue();
        assertThat((double) classes.probability(row, label), is(closeTo(truth, 1e-5)));
      }
    }
  }

  private static String refused(Tensor... inputs) throws Exception {
    try (OnnxGraph graph = open("classes")) {
      return String.valueOf(
          assertThrows(IllegalArgumentException.class, () -> graph.run(Arrays.asList(inputs), LONG))
              .getMessage());
    }
  }

  private static OnnxGraph open(String name) throws IOException {
    return OnnxGraph.open(name, Exports.content(name));
  }

  private static byte[] modelContent(String name) throws IOException {
    ModelFolder folder = ModelFolder.at("classpath:models/" + name);
    return folder.readModel(folder.readManifest());
  }
}
