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
package io.weir.harness.stream;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.VarIntCoder;

/** The position; what happens after a checkpoint belongs to the reader that made the mark. */
final class ScriptMarkCoder extends AtomicCoder<ScriptMark> {
  private static final long serialVersionUID = 1L;

  @Override
  public void encode(ScriptMark mark, OutputStream output) throws IOException {
    VarIntCoder.of().encode(mark.position(), output);
  }

  @Override
  public ScriptMark decode(InputStream input) throws IOException {
    return new ScriptMark(VarIntCoder.of().decode(input), null);
  }
}
