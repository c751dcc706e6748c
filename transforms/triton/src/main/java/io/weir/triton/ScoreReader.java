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
import io.weir.proto.inference.v2.ModelInferResponse;
import io.weir.proto.inference.v2.ModelInferResponse.InferOutputTensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads one score a row from an answer, after checking that it is all there. An answer holds its
 * values as raw bytes (Triton always), or in a typed field (KServe always).
 */
final class ScoreReader {
  private final ModelInferResponse answer;
  private final int index;
  private final InferOutputTensor tensor;
  private final int rows;

  private ScoreReader(ModelInferResponse answer, int index, int rows) {
    this.answer = answer;
    this.index = index;
    this.tensor = answer.getOutputs(index);
    this.rows = rows;
  }

  /**
   * Reads.
   *
   * @param output the name of the output tensor; null for the only one
   * @param rows how many rows were sent
   * @throws UnreadableAnswerException if the answer does not hold a score for each row
   */
  static float[] read(ModelInferResponse answer, @Nullable String output, int rows)
      throws UnreadableAnswerException {
    return new ScoreReader(answer, find(answer, output), rows).scores();
  }

  private static int find(ModelInferResponse answer, @Nullable String output)
      throws UnreadableAnswerException {
    List<InferOutputTensor> outputs = answer.getOutputsList();
    if (output == null && outputs.size() == 1) {
      return 0;
    }
    for (int index = 0; index < outputs.size(); index++) {
      if (outputs.get(index).getName().equals(output)) {
        return index;
      }
    }
    throw new UnreadableAnswerException(
        String.format(
            "the answer has the outputs %s; allowed: %s",
            outputs.stream().map(InferOutputTensor::getName).collect(Collectors.toList()),
            output == null ? "one output, or set its name" : "one named \"" + output + "\""));
  }

  private float[] scores() throws UnreadableAnswerException {
    int columns = columns();
    if (tensor.getDatatype().equals("FP32")) {
      return singles(columns);
    }
    if (tensor.getDatatype().equals("FP64")) {
      return doubles(columns);
    }
    throw unreadable("has datatype " + tensor.getDatatype(), "FP32 or FP64");
  }

  private int columns() throws UnreadableAnswerException {
    List<Long> shape = tensor.getShapeList();
    boolean fits =
        !shape.isEmpty()
            && shape.get(0) == rows
            && (shape.size() == 1
                || (shape.size() == 2 && (shape.get(1) == 1 || shape.get(1) == 2)));
    if (!fits) {
      throw unreadable(
          "has shape " + shape + " for " + rows + " rows",
          String.format("[%d], [%d, 1] or [%d, 2]", rows, rows, rows));
    }
    return shape.size() == 1 ? 1 : shape.get(1).intValue();
  }

  private float[] singles(int columns) throws UnreadableAnswerException {
    float[] scores = new float[rows];
    if (answer.getRawOutputContentsCount() > 0) {
      ByteBuffer bytes = raw(columns, Float.BYTES);
      for (int row = 0; row < rows; row++) {
        scores[row] = bytes.getFloat((row * columns + columns - 1) * Float.BYTES);
      }
    } else {
      checkCount(tensor.getContents().getFp32ContentsCount(), columns);
      for (int row = 0; row < rows; row++) {
        scores[row] = tensor.getContents().getFp32Contents(row * columns + columns - 1);
      }
    }
    return scores;
  }

  private float[] doubles(int columns) throws UnreadableAnswerException {
    float[] scores = new float[rows];
    if (answer.getRawOutputContentsCount() > 0) {
      ByteBuffer bytes = raw(columns, Double.BYTES);
      for (int row = 0; row < rows; row++) {
        scores[row] = (float) bytes.getDouble((row * columns + columns - 1) * Double.BYTES);
      }
    } else {
      checkCount(tensor.getContents().getFp64ContentsCount(), columns);
      for (int row = 0; row < rows; row++) {
        scores[row] = (float) tensor.getContents().getFp64Contents(row * columns + columns - 1);
      }
    }
    return scores;
  }

  private ByteBuffer raw(int columns, int valueBytes) throws UnreadableAnswerException {
    if (answer.getRawOutputContentsCount() != answer.getOutputsCount()) {
      throw new UnreadableAnswerException(
          String.format(
              "the answer has %d outputs and %d raw contents; allowed: as many",
              answer.getOutputsCount(), answer.getRawOutputContentsCount()));
    }
    ByteString content = answer.getRawOutputContents(index);
    long expected = (long) rows * columns * valueBytes;
    if (content.size() != expected) {
      throw unreadable("has " + content.size() + " bytes", expected + ", as its shape says");
    }
    return content.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
  }

  private void checkCount(int count, int columns) throws UnreadableAnswerException {
    long expected = (long) rows * columns;
    if (count != expected) {
      throw unreadable("has " + count + " values", expected + ", as its shape says");
    }
  }

  private UnreadableAnswerException unreadable(String found, String allowed) {
    return new UnreadableAnswerException(
        "output \"" + tensor.getName() + "\" of the answer " + found + "; allowed: " + allowed);
  }
}
