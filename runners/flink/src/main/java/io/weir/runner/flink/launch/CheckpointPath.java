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
package io.weir.runner.flink.launch;

import io.weir.pipelines.InvalidSettingException;
import java.io.IOException;
import java.util.UUID;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.fs.UnsupportedFileSystemSchemeException;

/** Whether checkpoints can be written to a path, as far as that can be told from here. */
final class CheckpointPath {
  private CheckpointPath() {}

  /**
   * Writes a small file there, and deletes it.
   *
   * @return one line that says what was found
   * @throws InvalidSettingException if it cannot be written: one line
   */
  static String check(String location) {
    Path folder = new Path(location);
    Path probe = new Path(folder, "weir-probe-" + UUID.randomUUID());
    try {
      FileSystem files = folder.getFileSystem();
      try (FSDataOutputStream out = files.create(probe, FileSystem.WriteMode.NO_OVERWRITE)) {
        out.write(0);
      }
      files.delete(probe, false);
      return location + " can be written";
    } catch (UnsupportedFileSystemSchemeException e) {
      return location + ", which is not checked: it cannot be reached from here";
    } catch (IOException e) {
      throw new InvalidSettingException(
          "checkpoints go to " + location + ", which cannot be written: " + e.getMessage(), e);
    }
  }
}
