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

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.NullableCoder;
import org.apache.beam.sdk.io.Read;
import org.apache.beam.sdk.io.UnboundedSource;
import org.apache.beam.sdk.io.kafka.KafkaIO;
import org.apache.beam.sdk.io.kafka.KafkaRecord;
import org.apache.beam.sdk.options.ExperimentalOptions;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.runners.TransformHierarchy;
import org.apache.beam.sdk.transforms.resourcehints.ResourceHints;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** Makes the source that {@link ReadEvents} reads. */
final class KafkaSources {
  private KafkaSources() {}

  static <T> UnboundedSource<KafkaRecord<byte[], Decoded<T>>, ?> of(
      ReadSettings settings, EventFormat<T> format) {
    KafkaIO.Read<byte[], Decoded<T>> read =
        KafkaIO.<byte[], Decoded<T>>read()
            .withBootstrapServers(settings.bootstrapServers())
            .withTopic(settings.topic())
            .withKeyDeserializerAndCoder(
                ByteArrayDeserializer.class, NullableCoder.of(ByteArrayCoder.of()))
            .withValueDeserializer(new DecodedDeserializers<>(format))
            .withConsumerConfigUpdates(settings.consumer())
            .withConsumerFactoryFn(ObservedGroupConsumer::new)
            .withTimestampPolicyFactory(
                new EventTimestampPolicies<>(
                    settings.watermarkFrom(), settings.maxOutOfOrdernessMillis()));
    return exact(
        sourceOf(settings.hasGroup() ? read.commitOffsetsInFinalize() : read),
        settings.alignment(),
        settings.history());
  }

  private static <T, MarkT extends UnboundedSource.CheckpointMark> UnboundedSource<T, MarkT> exact(
      UnboundedSource<T, MarkT> source, @Nullable ReadAlignment alignment, History history) {
    return new ExactCheckpointSource<>(source, alignment, history);
  }

  /**
   * KafkaIO shows its source only inside a pipeline. It is applied to one that never runs and needs
   * no runner, with the experiment that chooses the unbounded source whatever the runner, which a
   * timestamp policy requires.
   */
  private static <K, V> UnboundedSource<KafkaRecord<K, V>, ?> sourceOf(KafkaIO.Read<K, V> read) {
    PipelineOptions options = PipelineOptionsFactory.create();
    options
        .as(ExperimentalOptions.class)
        .setExperiments(Collections.singletonList("use_deprecated_read"));
    Pipeline pipeline =
        Pipeline.forTransformHierarchy(new TransformHierarchy(ResourceHints.create()), options);
    pipeline.apply(read);
    SourceFinder finder = new SourceFinder();
    pipeline.traverseTopologically(finder);
    if (finder.sources.size() != 1) {
      throw new IllegalStateException("KafkaIO must have one source, but has " + finder.sources);
    }
    @SuppressWarnings("unchecked") // The only source of a pipeline that is nothing but this read.
    UnboundedSource<KafkaRecord<K, V>, ?> source =
        (UnboundedSource<KafkaRecord<K, V>, ?>) finder.sources.get(0);
    return source;
  }

  private static final class SourceFinder extends Pipeline.PipelineVisitor.Defaults {
    final List<UnboundedSource<?, ?>> sources = new ArrayList<>();

    @Override
    public CompositeBehavior enterCompositeTransform(TransformHierarchy.Node node) {
      if (node.getTransform() instanceof Read.Unbounded) {
        sources.add(((Read.Unbounded<?>) node.getTransform()).getSource());
        return CompositeBehavior.DO_NOT_ENTER_TRANSFORM;
      }
      return CompositeBehavior.ENTER_TRANSFORM;
    }
  }
}
