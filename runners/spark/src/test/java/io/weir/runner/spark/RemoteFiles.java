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

import static java.util.stream.Collectors.toList;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import org.apache.beam.sdk.io.FileSystem;
import org.apache.beam.sdk.io.FileSystemRegistrar;
import org.apache.beam.sdk.io.fs.CreateOptions;
import org.apache.beam.sdk.io.fs.MatchResult;
import org.apache.beam.sdk.io.fs.MoveOptions;
import org.apache.beam.sdk.io.fs.ResolveOptions;
import org.apache.beam.sdk.io.fs.ResourceId;
import org.apache.beam.sdk.options.PipelineOptions;

/** Files that seem to lie elsewhere, {@code remote:/path}; they can only be read. */
final class RemoteFiles extends FileSystem<RemoteFiles.Id> {
  private static final String SCHEME = "remote";

  /** How Beam finds it. */
  public static final class Registrar implements FileSystemRegistrar {
    @Override
    public Iterable<FileSystem<?>> fromOptions(PipelineOptions options) {
      return List.of(new RemoteFiles());
    }
  }

  @Override
  protected List<MatchResult> match(List<String> specs) {
    return specs.stream().map(RemoteFiles::match).collect(toList());
  }

  private static MatchResult match(String spec) {
    Id file = new Id(spec);
    try {
      return Files.exists(file.path())
          ? MatchResult.create(
              MatchResult.Status.OK,
              List.of(
                  MatchResult.Metadata.builder()
                      .setResourceId(file)
                      .setSizeBytes(Files.size(file.path()))
                      .setIsReadSeekEfficient(false)
                      .build()))
          : MatchResult.create(
              MatchResult.Status.NOT_FOUND, new FileNotFoundException("none at " + spec));
    } catch (IOException e) {
      return MatchResult.create(MatchResult.Status.ERROR, e);
    }
  }

  @Override
  protected ReadableByteChannel open(Id file) throws IOException {
    return FileChannel.open(file.path());
  }

  @Override
  protected WritableByteChannel create(Id file, CreateOptions options) {
    throw new UnsupportedOperationException("create " + file);
  }

  @Override
  protected void copy(List<Id> sources, List<Id> targets) {
    throw new UnsupportedOperationException("copy " + sources);
  }

  @Override
  protected void rename(List<Id> sources, List<Id> targets, MoveOptions... options) {
    throw new UnsupportedOperationException("rename " + sources);
  }

  @Override
  protected void delete(Collection<Id> files) {
    throw new UnsupportedOperationException("delete " + files);
  }

  @Override
  protected Id matchNewResource(String name, boolean isDirectory) {
    return new Id(name);
  }

  @Override
  protected String getScheme() {
    return SCHEME;
  }

  /** The name of one. */
  static final class Id implements ResourceId {
    private static final long serialVersionUID = 1L;

    private final String name;

    Id(String name) {
      this.name = name;
    }

    Path path() {
      return Path.of(name.substring(SCHEME.length() + 1));
    }

    @Override
    public ResourceId resolve(String other, ResolveOptions options) {
      return new Id(name + "/" + other);
    }

    @Override
    public ResourceId getCurrentDirectory() {
      return new Id(name.substring(0, name.lastIndexOf('/')));
    }

    @Override
    public String getScheme() {
      return SCHEME;
    }

    @Override
    public String getFilename() {
      return name.substring(name.lastIndexOf('/') + 1);
    }

    @Override
    public boolean isDirectory() {
      return false;
    }

    @Override
    public String toString() {
      return name;
    }
  }
}
