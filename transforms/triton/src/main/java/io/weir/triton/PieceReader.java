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
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads text from the BYTES output of each answer in a stream. A character may be cut in two by the
 * end of a piece, so that its first bytes wait for the next one.
 */
final class PieceReader {
  private final @Nullable String output;
  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPLACE)
          .onUnmappableCharacter(CodingErrorAction.REPLACE);
  private ByteBuffer left = ByteBuffer.allocate(0);

  PieceReader(@Nullable String output) {
    this.output = output;
  }

  /** The text of an answer; empty if it has no outputs or only a part of a character. */
  String read(ModelInferResponse answer) throws UnreadableAnswerException {
    if (answer.getOutputsCount() == 0) {
      return "";
    }
    return decode(content(answer), false);
  }

  /** What is left when nothing more comes. */
  String end() {
    return left.hasRemaining() ? decode(new byte[0], true) : "";
  }

  private String decode(byte[] bytes, boolean last) {
    ByteBuffer input = ByteBuffer.allocate(left.remaining() + bytes.length).put(left).put(bytes);
    input.flip();
    CharBuffer text = CharBuffer.allocate(input.remaining() + 1);
    // The decoder remembers nothing between two pieces: what it leaves is handed to it again.
    decoder.reset();
    decoder.decode(input, text, last);
    left = input;
    text.flip();
    return text.toString();
  }

  private byte[] content(ModelInferResponse answer) throws UnreadableAnswerException {
    int index = find(answer.getOutputsList());
    InferOutputTensor tensor = answer.getOutputs(index);
    if (!tensor.getDatatype().equals("BYTES")) {
      throw unreadable("has datatype " + tensor.getDatatype() + "; allowed: BYTES");
    }
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    if (answer.getRawOutputContentsCount() > index) {
      ByteBuffer raw =
          answer.getRawOutputContents(index).asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
      while (raw.hasRemaining()) {
        int length = raw.remaining() < Integer.BYTES ? -1 : raw.getInt();
        if (length < 0 || length > raw.remaining()) {
          throw unreadable("is cut short; allowed: each element after its length");
        }
        byte[] element = new byte[length];
        raw.get(element);
        content.writeBytes(element);
      }
    } else {
      for (ByteString element : tensor.getContents().getBytesContentsList()) {
        content.writeBytes(element.toByteArray());
      }
    }
    return content.toByteArray();
  }

  private int find(List<InferOutputTensor> outputs) throws UnreadableAnswerException {
    for (int index = 0; index < outputs.size(); index++) {
      if (outputs.get(index).getName().equals(output) || (output == null && outputs.size() == 1)) {
        return index;
      }
    }
    throw unreadable("is not in the answer; allowed: one output, or one of the name that is set");
  }

  private UnreadableAnswerException unreadable(String what) {
    return new UnreadableAnswerException(
        "output " + (output == null ? "of text" : "\"" + output + "\"") + " " + what);
  }
}
