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
package io.weir.harness.sink;

import io.weir.harness.lines.LineFile;
import java.nio.file.Path;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.jspecify.annotations.Nullable;

/** Writes what came before the watermark had passed it. */
final class OnTimeFn extends DoFn<KV<String, Iterable<String>>, Void> {
  private static final long serialVersionUID = 1L;

  private final String folder;
  private transient @Nullable LineFile lines;

  OnTimeFn(Path folder) {
    this.folder = folder.toString();
  }

  @ProcessElement
  public void process(@Element KV<String, Iterable<String>> group) {
    if (lines == null) {
      lines = LineFile.in(Path.of(folder));
    }
    for (String line : group.getValue()) {
      lines.write(group.getKey() + line.substring(line.indexOf('\t')));
    }
  }

  @FinishBundle
  public void finishBundle() {
    if (lines != null) {
      lines.flush();
    }
  }

  @Teardown
  public void teardown() {
    if (lines != null) {
      lines.close();
      lines = null;
    }
  }
}
