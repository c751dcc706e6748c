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

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxSequence;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.weir.inference.InvalidModelException;
import io.weir.inference.ModelManifest;
import io.weir.inference.ScoringException;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The names and shapes by which a model is called, checked against its manifest. */
final class OnnxSignature {
  private final String input;
  private final String output;
  private final int columns;
  private final int width;
  private final boolean flat;
  private final boolean zipMap;

  private OnnxSignature(
      String input, String output, int columns, int width, boolean flat, boolean zipMap) {
    this.input = input;
    this.output = output;
    this.columns = columns;
    this.width = width;
    this.flat = flat;
    this.zipMap = zipMap;
  }

  /**
   * Compares an open model with its manifest: one float input of shape [batch, features], and a
   * float output of shape [batch], [batch, 1] or [batch, 2], or two classes by ZipMap. Exporters
   * often leave the output's shape open, so it is seen from a run over two rows of zeros.
   *
   * @throws InvalidModelException if they do not fit
   */
  static OnnxSignature check(OnnxSession session, ModelManifest manifest) {
    String subject = "model " + manifest.name() + " " + manifest.version();
    try {
      int columns = manifest.features().size();
      String input = checkInput(session.session(), manifest, subject);
      if (checkOutput(session.session(), manifest, subject)) {
        checkClasses(session, input, manifest, subject);
        return new OnnxSignature(input, manifest.output(), columns, 2, false, true);
      }
      long[] shape = shapeOfTwoRows(session, input, manifest.output(), columns);
      boolean flat = shape.length == 1 && shape[0] == 2;
      boolean table = shape.length == 2 && shape[0] == 2 && (shape[1] == 1 || shape[1] == 2);
      if (!flat && !table) {
        throw new InvalidModelException(
            String.format(
                "%s: output \"%s\" has shape %s for 2 rows; allowed: [2], [2, 1] or [2, 2]",
                subject, manifest.output(), Arrays.toString(shape)));
      }
      int width = flat ? 1 : (int) shape[1];
      return new OnnxSignature(input, manifest.output(), columns, width, flat, false);
    } catch (OrtException e) {
      throw new InvalidModelException(
          subject + ": cannot be run: " + String.valueOf(e.getMessage()).replace('\n', ' '), e);
    }
  }

  private static String checkInput(OrtSession session, ModelManifest manifest, String subject)
      throws OrtException {
    Map<String, NodeInfo> inputs = session.getInputInfo();
    String name = manifest.input().orElseGet(() -> inputs.keySet().iterator().next());
    NodeInfo node = inputs.get(name);
    if (inputs.size() != 1 || node == null) {
      throw new InvalidModelException(
          String.format(
              "%s: field \"input\" is \"%s\", the model's inputs are %s; allowed: a model's only"
                  + " input",
              subject, name, inputs.keySet()));
    }
    int columns = manifest.features().size();
    String found = node.getInfo().toString();
    if (node.getInfo() instanceof TensorInfo) {
      TensorInfo tensor = (TensorInfo) node.getInfo();
      long[] shape = tensor.getShape();
      found = tensor.type + Arrays.toString(shape);
      if (tensor.type == OnnxJavaType.FLOAT
          && shape.length == 2
          && shape[0] < 0
          && (shape[1] == columns || shape[1] < 0)) {
        return name;
      }
    }
    throw new InvalidModelException(
        String.format(
            "%s: input \"%s\" is %s, where -1 means any size; allowed: FLOAT[-1, %d], any number of"
                + " rows with the manifest's %d features",
            subject, name, found, columns, columns));
  }

  /** Whether the output is made by ZipMap. */
  private static boolean checkOutput(OrtSession session, ModelManifest manifest, String subject)
      throws OrtException {
    NodeInfo node = session.getOutputInfo().get(manifest.output());
    if (node == null) {
      throw new InvalidModelException(
          String.format(
              "%s: field \"output\" is \"%s\"; allowed: %s",
              subject, manifest.output(), session.getOutputNames()));
    }
    boolean zipMap = ZipMaps.labelType(node.getInfo()) != null;
    boolean floats =
        node.getInfo() instanceof TensorInfo
            && ((TensorInfo) node.getInfo()).type == OnnxJavaType.FLOAT;
    if (!floats && !zipMap) {
      throw new InvalidModelException(
          String.format(
              "%s: output \"%s\" is %s; allowed: a tensor of FLOAT, or the sequence of maps to FLOAT"
                  + " that ZipMap gives",
              subject, manifest.output(), node.getInfo()));
    }
    return zipMap;
  }

  private static void checkClasses(
      OnnxSession session, String input, ModelManifest manifest, String subject)
      throws OrtException {
    String output = manifest.output();
    List<String> labels;
    int rows;
    try (OnnxTensor zeros = twoRows(session, manifest.features().size());
        OrtSession.Result result = session.session().run(Map.of(input, zeros), Set.of(output))) {
      ClassProbabilities classes = ZipMaps.read(output, (OnnxSequence) result.get(0));
      labels = classes.labels();
      rows = classes.rows();
    } catch (ScoringException e) {
      throw new InvalidModelException(subject + ": " + e.getMessage(), e);
    }
    if (labels.size() != 2 || rows != 2) {
      throw new InvalidModelException(
          String.format(
              "%s: output \"%s\" has %d rows of classes %s for 2 rows; allowed: 2 rows of 2 classes",
              subject, output, rows, labels));
    }
  }

  private static OnnxTensor twoRows(OnnxSession session, int columns) throws OrtException {
    return OnnxTensor.createTensor(
        session.environment(), FloatBuffer.allocate(2 * columns), new long[] {2, columns});
  }

  private static long[] shapeOfTwoRows(
      OnnxSession session, String input, String output, int columns) throws OrtException {
    try (OnnxTensor rows = twoRows(session, columns);
        OrtSession.Result result = session.session().run(Map.of(input, rows), Set.of(output))) {
      return ((TensorInfo) result.get(0).getInfo()).getShape();
    }
  }

  /** Whether the output is a sequence of maps from class to probability. */
  boolean zipMap() {
    return zipMap;
  }

  String input() {
    return input;
  }

  String output() {
    return output;
  }

  /** Values a row of input. */
  int columns() {
    return columns;
  }

  /** Values a row of output: 1, a score; or 2, the probabilities of no and yes. */
  int width() {
    return width;
  }

  /** Where in the output the score of a row is: in its last column. */
  int scoreIndex(int row) {
    return row * width + width - 1;
  }

  long[] inputShape(int rows) {
    return new long[] {rows, columns};
  }

  long[] outputShape(int rows) {
    return flat ? new long[] {rows} : new long[] {rows, width};
  }
}
