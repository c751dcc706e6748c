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
package io.weir.runner.spark;

import io.weir.pipelines.Application;
import io.weir.pipelines.EventSource;
import io.weir.pipelines.SimulationSettings;
import io.weir.pipelines.SourceEvent;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.MatchResult;
import org.apache.beam.sdk.io.fs.ResourceId;
import org.jspecify.annotations.Nullable;

/**
 * A file of an application's events while it is read. One that does not lie on this machine is
 * copied here first, and the copy is deleted at the end. Not safe for use by several threads.
 */
final class ReplayedFile implements AutoCloseable {
  private final EventSource events;
  private final @Nullable Path copy;

  private ReplayedFile(EventSource events, @Nullable Path copy) {
    this.events = events;
    this.copy = copy;
  }

  /**
   * Opens it.
   *
   * @param name on any Beam file system
   * @throws IOException if there is none of that name, or it cannot be read
   * @throws io.weir.pipelines.InvalidSettingException if it is no such file
   */
  static ReplayedFile open(Application application, String name) throws IOException {
    ResourceId file = only(name).resourceId();
    if (isLocal(file)) {
      return new ReplayedFile(replay(application, Path.of(file.toString())), null);
    }
    // The form of a file is told by the end of its name.
    Path copy = Files.createTempFile("weir-input-", "-" + file.getFilename());
    try {
      try (InputStream in = Channels.newInputStream(FileSystems.open(file))) {
        Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
      }
      return new ReplayedFile(replay(application, copy), copy);
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(copy);
      throw e;
    }
  }

  private static EventSource replay(Application application, Path file) {
    return application.replay(file, SimulationSettings.UNBOUNDED);
  }

  static boolean isLocal(ResourceId file) {
    return "file".equals(file.getScheme());
  }

  /**
   * What is known of the only file of a name.
   *
   * @throws IOException if there is none, or no file system for it
   */
  static MatchResult.Metadata only(String name) throws IOException {
    try {
      return FileSystems.matchSingleFileSpec(name);
    } catch (FileNotFoundException | IllegalArgumentException e) {
      throw new IOException("there is no file " + name + ": " + e.getMessage(), e);
    }
  }

  /** The next record, null at the end. */
  @Nullable SourceEvent next() throws IOException {
    return events.next();
  }

  @Override
  public void close() throws IOException {
    try {
      events.close();
    } finally {
      if (copy != null) {
        Files.deleteIfExists(copy);
      }
    }
  }
}
