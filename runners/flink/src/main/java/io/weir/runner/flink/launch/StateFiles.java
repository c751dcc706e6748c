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
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.ResourceId;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.util.MimeTypes;
import org.jspecify.annotations.Nullable;

/**
 * The files of a job's state, as far as they can be reached from here: those of this machine where
 * all the cluster's workers are on it, and those of Beam's file systems, with the credentials of
 * this machine, which need not be those of the workers.
 */
final class StateFiles {
  private static final String ELSEWHERE = "not checked: a path of the workers' machines";

  /** So both S3 and Cloud Storage say it. */
  private static final String NO_BUCKET = "bucket does not exist";

  private final boolean here;

  /**
   * Those of a cluster.
   *
   * @param here whether all its workers are on this machine
   * @param options how Beam's file systems are reached
   */
  StateFiles(boolean here, PipelineOptions options) {
    this.here = here;
    FileSystems.setDefaultPipelineOptions(options);
  }

  /**
   * Looks whether a folder can be written: makes a small file there, and deletes it. The folder
   * itself need not be there, and is not made.
   *
   * @return the folder, and what was found or why it was not looked at: one line
   * @throws InvalidSettingException if it cannot be written, or its bucket is not there: one line
   */
  String checkWritable(String folder) {
    Location location = new Location(folder);
    try {
      if (location.isLocal()) {
        if (!here) {
          return folder + ", " + ELSEWHERE;
        }
        Files.delete(Files.createTempFile(existing(location.local()), "weir-probe", null));
        return folder + " can be written on this machine, where all workers are";
      }
      if (!location.isKnown()) {
        return folder + ", not checked: nothing here reaches " + location.scheme();
      }
      probe(location.beam("weir-probe-" + UUID.randomUUID()));
      return folder + " can be written from here";
    } catch (IOException | RuntimeException e) {
      String reason = FlinkMaster.reason(e);
      if (location.isLocal() || reason.contains(NO_BUCKET)) {
        throw new InvalidSettingException(
            "state goes to " + folder + ", which cannot be written: " + reason, e);
      }
      return folder + ", not checked: from here it cannot be written: " + reason;
    }
  }

  /** The folder, or the nearest one above it that is there. */
  private static Path existing(Path folder) throws IOException {
    Path found = folder;
    while (!Files.exists(found)) {
      Path parent = found.getParent();
      if (parent == null) {
        throw new FileNotFoundException("no folder above it is there");
      }
      found = parent;
    }
    return found;
  }

  private static void probe(ResourceId file) throws IOException {
    try (WritableByteChannel out = FileSystems.create(file, MimeTypes.BINARY)) {
      out.write(ByteBuffer.wrap(new byte[1]));
    }
    FileSystems.delete(List.of(file));
  }

  /**
   * Opens a file of a folder.
   *
   * @return null if it cannot be seen from here
   * @throws FileNotFoundException if it can, and is not there
   * @throws IOException if it cannot be read
   */
  @Nullable InputStream open(String folder, String name) throws IOException {
    Location location = new Location(folder);
    if (location.isLocal()) {
      Path file = location.local().resolve(name);
      if (Files.exists(file)) {
        return Files.newInputStream(file);
      }
      if (here) {
        throw new FileNotFoundException("there is no " + file);
      }
      return null;
    }
    if (!location.isKnown()) {
      return null;
    }
    try {
      ResourceId file = location.beam(name);
      FileSystems.matchSingleFileSpec(file.toString());
      return Channels.newInputStream(FileSystems.open(file));
    } catch (FileNotFoundException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      return null;
    }
  }

  /** A folder by its address. */
  private static final class Location {
    private final org.apache.flink.core.fs.Path path;

    Location(String folder) {
      path = new org.apache.flink.core.fs.Path(folder);
    }

    /** As Beam calls it: Flink has a name for each of its clients of S3. */
    String scheme() {
      String scheme = path.toUri().getScheme();
      if (scheme == null) {
        return "file";
      }
      return scheme.matches("s3[ap]") ? "s3" : scheme;
    }

    boolean isLocal() {
      return scheme().equals("file");
    }

    Path local() {
      return Path.of(path.toUri().getPath());
    }

    /** Whether a file system of Beam is on the class path for it. */
    boolean isKnown() {
      try {
        beam("any");
        return true;
      } catch (IllegalArgumentException e) {
        return false;
      }
    }

    ResourceId beam(String file) {
      String spec = new org.apache.flink.core.fs.Path(path, file).toUri().toString();
      return FileSystems.matchNewResource(spec.replaceFirst("^[a-z0-9]+:", scheme() + ":"), false);
    }
  }
}
