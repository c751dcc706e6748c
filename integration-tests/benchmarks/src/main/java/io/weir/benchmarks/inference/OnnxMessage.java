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
package io.weir.benchmarks.inference;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** A protobuf message that is written field by field, so that ONNX's schema is not needed. */
final class OnnxMessage {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final CodedOutputStream fields = CodedOutputStream.newInstance(bytes);

  /** A number. */
  OnnxMessage with(int field, long value) throws IOException {
    fields.writeInt64(field, value);
    return this;
  }

  /** A text. */
  OnnxMessage with(int field, String value) throws IOException {
    return with(field, value.getBytes(StandardCharsets.UTF_8));
  }

  /** Bytes. */
  OnnxMessage with(int field, byte[] value) throws IOException {
    fields.writeByteArray(field, value);
    return this;
  }

  /** A message in this one. */
  OnnxMessage with(int field, OnnxMessage value) throws IOException {
    return with(field, value.toBytes());
  }

  byte[] toBytes() throws IOException {
    fields.flush();
    return bytes.toByteArray();
  }
}
