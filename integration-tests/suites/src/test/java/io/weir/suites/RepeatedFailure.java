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
package io.weir.suites;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.runners.TransformHierarchy;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.jspecify.annotations.Nullable;

/**
 * Fails a running job, each time right behind a step's output and after another checkpoint was
 * completed, so that the job goes back to it. For one run at a time.
 */
final class RepeatedFailure {
  private static volatile CountDownLatch left = new CountDownLatch(0);
  private static volatile @Nullable Path checkpoints;
  private static volatile int lastCheckpoint;

  private RepeatedFailure() {}

  /** That many are to happen in the next run. It is said before anybody waits for them. */
  static void expect(int times) {
    left = new CountDownLatch(times);
    lastCheckpoint = 0;
  }

  /**
   * Adds the failures that are expected to a pipeline.
   *
   * @param step the full name of the step whose output is watched
   * @param folder where the job keeps its checkpoints
   */
  static void behind(String step, Pipeline pipeline, Path folder) {
    checkpoints = folder;
    apply(output(pipeline, step));
  }

  /** Whether all have happened; waits for it so long. */
  static boolean happened(Duration patience) throws InterruptedException {
    return left.await(patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static <T> void apply(PCollection<T> output) {
    output.apply("fail", ParDo.of(new FailFn<T>()));
  }

  private static PCollection<?> output(Pipeline pipeline, String step) {
    PCollection<?>[] found = new PCollection<?>[1];
    pipeline.traverseTopologically(
        new Pipeline.PipelineVisitor.Defaults() {
          @Override
          public void visitPrimitiveTransform(TransformHierarchy.Node node) {
            if (node.getFullName().equals(step)) {
              found[0] = (PCollection<?>) node.getOutputs().values().iterator().next();
            }
          }
        });
    if (found[0] == null) {
      throw new AssertionError("there is no step " + step);
    }
    return found[0];
  }

  /** The largest number of a checkpoint that is complete; 0 before the first. */
  private static int completed() {
    Path folder = checkpoints;
    if (folder == null) {
      return 0;
    }
    try (Stream<Path> files = Files.find(folder, 3, (path, unused) -> isMetadata(path))) {
      return files.mapToInt(RepeatedFailure::number).max().orElse(0);
    } catch (IOException | UncheckedIOException e) {
      // Flink deletes older ones meanwhile: look again at the next element.
      return 0;
    }
  }

  private static boolean isMetadata(Path path) {
    return path.endsWith("_metadata");
  }

  private static int number(Path metadata) {
    return Integer.parseInt(metadata.getName(metadata.getNameCount() - 2).toString().substring(4));
  }

  private static final class FailFn<T> extends DoFn<T, Void> {
    private static final long serialVersionUID = 1L;

    @ProcessElement
    public void process() {
      fail();
    }

    private static synchronized void fail() {
      if (left.getCount() == 0) {
        return;
      }
      int checkpoint = completed();
      if (checkpoint > lastCheckpoint) {
        lastCheckpoint = checkpoint;
        left.countDown();
        throw new IllegalStateException("a failure on purpose after checkpoint " + checkpoint);
      }
    }
  }
}
