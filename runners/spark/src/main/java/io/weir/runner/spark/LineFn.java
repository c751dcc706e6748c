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

import org.apache.beam.sdk.transforms.DoFn;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A record of a topic as one line of JSON. */
abstract class LineFn extends DoFn<ProducerRecord<byte[], byte[]>, String> {
  private static final long serialVersionUID = 1L;

  /** Writes a line. */
  @ProcessElement
  public void write(@Element ProducerRecord<byte[], byte[]> record, OutputReceiver<String> output) {
    output.output(line(record.value()));
  }

  abstract String line(byte[] value);
}
