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
import io.weir.pipelines.Connections;
import io.weir.pipelines.Topic;
import io.weir.streams.ReadEvents;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.Read;
import org.apache.beam.sdk.io.TextIO;
import org.apache.beam.sdk.io.fs.ResolveOptions.StandardResolveOptions;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PDone;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Files in the place of topics: all input in one, each output in lines of JSON. */
final class FileConnections implements Connections {
  private final Application application;
  private final String topicPrefix;
  private final String input;
  private final String output;

  FileConnections(Application application, String topicPrefix, String input, String output) {
    this.application = application;
    this.topicPrefix = topicPrefix;
    this.input = input;
    this.output = output;
  }

  @Override
  public <T, OutT> ReadEvents<T, OutT> from(String topic, ReadEvents<T, OutT> read) {
    return read.recordsFrom(
        Read.from(new ReplayedTopic(application.name(), topic, topicPrefix, input)));
  }

  @Override
  public PTransform<PCollection<ProducerRecord<byte[], byte[]>>, PDone> to(String topic) {
    boolean answers = application.topics().only(Topic.Role.ACTIONS).name().equals(topic);
    return new Lines(
        answers ? new ActionLineFn(application.name()) : new DeadLetterLineFn(),
        FileSystems.matchNewResource(output, true)
            .resolve(topic, StandardResolveOptions.RESOLVE_FILE)
            .toString());
  }

  /** The records of a topic as lines in files, as many as there are workers that have any. */
  private static final class Lines
      extends PTransform<PCollection<ProducerRecord<byte[], byte[]>>, PDone> {
    private static final long serialVersionUID = 1L;

    private final LineFn toLine;
    private final String files;

    Lines(LineFn toLine, String files) {
      this.toLine = toLine;
      this.files = files;
    }

    @Override
    public PDone expand(PCollection<ProducerRecord<byte[], byte[]>> records) {
      return records
          .apply("line", ParDo.of(toLine))
          .setCoder(StringUtf8Coder.of())
          .apply("write", TextIO.write().to(files).withSuffix(".jsonl"));
    }
  }
}
