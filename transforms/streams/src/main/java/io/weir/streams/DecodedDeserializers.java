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

package io.weir.streams;

import java.util.Map;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CoderRegistry;
import org.apache.beam.sdk.io.kafka.DeserializerProvider;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Gives KafkaIO the value deserialiser. KafkaIO deserialises before it asks the timestamp policy,
 * so the policy sees the parsed message and nothing is parsed twice. The deserialiser never throws:
 * KafkaIO's unbounded reader would fail the pipeline, over and over, at the same record.
 */
final class DecodedDeserializers<T> implements DeserializerProvider<Decoded<T>> {
  private static final long serialVersionUID = 1L;

  private final EventFormat<T> format;

  DecodedDeserializers(EventFormat<T> format) {
    this.format = format;
  }

  @Override
  public Deserializer<Decoded<T>> getDeserializer(Map<String, ?> configs, boolean isKey) {
    return (topic, value) -> Decoded.parse(format, value);
  }

  @Override
  public Coder<Decoded<T>> getCoder(CoderRegistry coderRegistry) {
    return new DecodedCoder<>(format);
  }
}
