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
package io.weir.matrix;

import io.weir.harness.Ends;
import io.weir.pipelines.Connections;
import io.weir.streams.ReadEvents;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PDone;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A test's ends in the place of topics, by the topics' names. */
final class MatrixConnections implements Connections {
  private final Ends ends;

  MatrixConnections(Ends ends) {
    this.ends = ends;
  }

  @Override
  public <T, OutT> ReadEvents<T, OutT> from(String topic, ReadEvents<T, OutT> read) {
    return read.recordsFrom(ends.source(topic));
  }

  @Override
  public PTransform<PCollection<ProducerRecord<byte[], byte[]>>, PDone> to(String topic) {
    return ends.sink(topic);
  }
}
