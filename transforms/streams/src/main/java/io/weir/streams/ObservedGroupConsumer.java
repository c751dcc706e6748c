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

import java.util.Collection;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * A consumer whose group is for others to observe: where reading begins is for {@code
 * auto.offset.reset} to say, whatever the group has committed. Kafka's own consumer goes on from
 * there, so that a new pipeline under the name of an earlier one would skip what that one has read.
 *
 * <p>KafkaIO's reader (Beam 2.70.0, {@code KafkaUnboundedReader}) assigns its partitions and then
 * seeks the offsets of its checkpoint or, where it has none, asks for the positions. So what is
 * sought here counts only without a checkpoint. Its second consumer, which asks for the ends, is
 * never assigned any.
 */
final class ObservedGroupConsumer extends KafkaConsumer<byte[], byte[]> {
  private final boolean fromEnd;

  ObservedGroupConsumer(Map<String, Object> settings) {
    super(settings);
    this.fromEnd = "latest".equals(settings.get(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG));
  }

  @Override
  public void assign(Collection<TopicPartition> partitions) {
    super.assign(partitions);
    if (fromEnd) {
      seekToEnd(partitions);
    } else {
      seekToBeginning(partitions);
    }
  }
}
