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

/**
 * Kafka in and Kafka out, for pipelines whose results must not depend on when and where they run.
 *
 * <p>For authors of pipelines. {@link io.weir.streams.ReadEvents} turns one topic into events and
 * dead letters, {@link io.weir.streams.WriteRecords} and {@link io.weir.streams.WriteDeadLetters}
 * write them back. Nothing in here knows what an event means: the pipeline brings an {@link
 * io.weir.streams.EventFormat}.
 *
 * <p>The way of a record: Kafka's consumer hands over bytes, the deserialiser parses them once, a
 * record check judges the message together with its key, headers and append time, the partition's
 * watermark follows the records that passed, and the decode step sends each record to exactly one
 * place: an event, a dead letter, or nowhere for a control record, which only carries time.
 */
@NullMarked
package io.weir.streams;

import org.jspecify.annotations.NullMarked;
