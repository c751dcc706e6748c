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
package io.weir.launcher.watch;

import io.weir.pipelines.ActionView;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Everything that the actions topic got, one line of JSON each, in the order of reading. */
final class ActionFile implements AutoCloseable {
  private final BufferedWriter writer;

  private ActionFile(BufferedWriter writer) {
    this.writer = writer;
  }

  static ActionFile create(Path file) throws IOException {
    return new ActionFile(Files.newBufferedWriter(file, StandardCharsets.UTF_8));
  }

  void write(ActionView action, long scoredTimeMillis) throws IOException {
    writer.write(action.toJson(scoredTimeMillis));
    writer.write('\n');
  }

  void flush() throws IOException {
    writer.flush();
  }

  @Override
  public void close() throws IOException {
    writer.close();
  }
}
