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

import static java.util.Objects.requireNonNull;

import io.weir.proto.v1.DeadLetter;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.NullableCoder;
import org.apache.beam.sdk.extensions.protobuf.ProtoCoder;
import org.apache.beam.sdk.io.Read;
import org.apache.beam.sdk.io.kafka.KafkaRecord;
import org.apache.beam.sdk.io.kafka.KafkaRecordCoder;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.PInput;
import org.apache.beam.sdk.values.POutput;
import org.apache.beam.sdk.values.PValue;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.jspecify.annotations.Nullable;

/**
 * Reads the events of one Kafka topic.
 *
 * <p>Every record becomes exactly one event, or one dead letter, or is a control record and
 * dropped. An event's element has its event time as timestamp. The watermark of a partition is the
 * largest event time seen, less {@link #maxOutOfOrderness}; only a record that passes every check
 * may move it, so a bad record, even the first of its partition, changes nothing but its own dead
 * letter. An event behind its partition's watermark is late, and {@link #lateRecords} says what
 * becomes of it. Which events are late depends on the partition's content alone, across restarts,
 * unless {@link WatermarkSource#CLOCK} is chosen.
 *
 * <pre>{@code
 * ReadEvents.Result<Observation> read =
 *     pipeline.apply(
 *         "transactions",
 *         ReadEvents.from("transactions", new TransactionFormat())
 *             .into(event -> observation(event), ObservationCoder.of())
 *             .bootstrapServers("broker:9092")
 *             .lateRecords(LateRecords.ANSWER));
 * }</pre>
 *
 * <p>Costs: each record is parsed once, plus once wherever a runner serialises between the source
 * and the decode step, which Flink does not do with object reuse. Partitions that are added while
 * the pipeline runs are not read.
 *
 * <p>Defaults: watermark from {@link WatermarkSource#RECORDS}, one minute out of order, late
 * records become dead letters, reading starts at the earliest record, only committed records are
 * read, an unreachable broker fails the reader after 30 seconds.
 *
 * <p>If a {@code group.id} is configured, the offsets of each checkpoint that the runner completes
 * are committed to Kafka, for others to see how far the pipeline is. They are never where it
 * begins: with a checkpoint it goes on from that, and without one it begins at the earliest record,
 * or at the end with {@code auto.offset.reset=latest}, whatever the group has committed. What may
 * not be committed is logged, and nothing else.
 *
 * @param <T> the message
 * @param <OutT> what the pipeline makes of an event
 */
public final class ReadEvents<T, OutT> extends PTransform<PBegin, ReadEvents.Result<OutT>> {
  private static final long serialVersionUID = 1L;

  private final ReadSettings settings;
  private final EventFormat<T> format;
  private final SerializableFunction<Event<T>, OutT> mapper;
  private final Coder<OutT> coder;
  private final transient @Nullable PTransform<PBegin, PCollection<KafkaRecord<byte[], byte[]>>>
      records;

  private ReadEvents(
      ReadSettings settings,
      EventFormat<T> format,
      SerializableFunction<Event<T>, OutT> mapper,
      Coder<OutT> coder,
      @Nullable PTransform<PBegin, PCollection<KafkaRecord<byte[], byte[]>>> records) {
    this.settings = settings;
    this.format = format;
    this.mapper = mapper;
    this.coder = coder;
    this.records = records;
  }

  /** Names the topic to read and how its messages are read. */
  public static <T> Topic<T> from(String topic, EventFormat<T> format) {
    return new Topic<>(ReadSettings.of(topic), requireNonNull(format, "format"));
  }

  /** A topic of which it is not yet said what its events become. */
  public static final class Topic<T> {
    private final ReadSettings settings;
    private final EventFormat<T> format;

    private Topic(ReadSettings settings, EventFormat<T> format) {
      this.settings = settings;
      this.format = format;
    }

    /**
     * Says what an event becomes, and its coder. The function must not throw: what makes a record
     * unfit is for the format to say.
     */
    public <OutT> ReadEvents<T, OutT> into(
        SerializableFunction<Event<T>, OutT> mapper, Coder<OutT> coder) {
      return new ReadEvents<>(
          settings, format, requireNonNull(mapper, "mapper"), requireNonNull(coder, "coder"), null);
    }
  }

  /** Returns the same with this list of {@code host:port}, separated by commas. Required. */
  public ReadEvents<T, OutT> bootstrapServers(String servers) {
    return consumerConfig(
        Collections.singletonMap(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, servers));
  }

  /**
   * Returns the same with these settings of Kafka's consumer in addition.
   *
   * @throws IllegalArgumentException if they name a deserialiser, or switch on automatic commits
   */
  public ReadEvents<T, OutT> consumerConfig(Map<String, ?> updates) {
    return with(settings.consumer(updates));
  }

  /** Returns the same with the watermark moved by {@code source}. */
  public ReadEvents<T, OutT> watermarkFrom(WatermarkSource source) {
    return with(settings.watermarkFrom(source));
  }

  /**
   * Returns the same with records of one partition expected to be out of order by at most {@code
   * duration}, in whole milliseconds of event time.
   *
   * @param duration from 0 to 366 days
   */
  public ReadEvents<T, OutT> maxOutOfOrderness(Duration duration) {
    return with(settings.maxOutOfOrderness(duration));
  }

  /** Returns the same with {@code lateRecords} for what comes behind the watermark. */
  public ReadEvents<T, OutT> lateRecords(LateRecords lateRecords) {
    return with(settings.lateRecords(lateRecords));
  }

  /** Returns the same, read in step with what else has that {@code alignment}; alone unless set. */
  public ReadEvents<T, OutT> alignedWith(ReadAlignment alignment) {
    return with(settings.alignment(alignment));
  }

  /**
   * Returns the same with some of the records being history: {@link Event#history} says so of their
   * events, for the pipeline to remember and not to answer them. What cannot be an event of them is
   * no dead letter, since it has been one before: it is counted, as {@code history_dead_letters} of
   * {@code weir.streams}, and dropped.
   */
  public ReadEvents<T, OutT> history(History history) {
    return with(settings.history(history));
  }

  private ReadEvents<T, OutT> with(ReadSettings changed) {
    return new ReadEvents<>(changed, format, mapper, coder, records);
  }

  /**
   * Returns the same with records that do not come from Kafka, such as a file's or a test's. Their
   * elements' timestamps are for the source to give: one that differs from the event time of its
   * record says that the record is late. Settings of the consumer, of watermark and alignment are
   * for Kafka alone.
   */
  public ReadEvents<T, OutT> recordsFrom(
      PTransform<PBegin, PCollection<KafkaRecord<byte[], byte[]>>> source) {
    return new ReadEvents<>(settings, format, mapper, coder, requireNonNull(source, "source"));
  }

  /** Returns a coder of records as {@link #recordsFrom} takes them: key and value may be null. */
  public static Coder<KafkaRecord<byte[], byte[]>> recordCoder() {
    Coder<byte[]> bytes = NullableCoder.of(ByteArrayCoder.of());
    return KafkaRecordCoder.of(bytes, bytes);
  }

  @Override
  public Result<OutT> expand(PBegin input) {
    TupleTag<OutT> events = new TupleTag<>("events");
    TupleTag<DeadLetter> deadLetters = new TupleTag<>("deadLetters");
    PCollectionTuple outputs =
        decoded(input)
            .apply(
                "decode",
                ParDo.of(
                        new DecodeFn<>(
                            mapper, settings.lateRecords(), settings.history(), deadLetters))
                    .withOutputTags(events, TupleTagList.of(deadLetters)));
    return new Result<>(
        events,
        outputs.get(events).setCoder(coder),
        deadLetters,
        outputs.get(deadLetters).setCoder(ProtoCoder.of(DeadLetter.class)));
  }

  private PCollection<KafkaRecord<byte[], Decoded<T>>> decoded(PBegin input) {
    if (records == null) {
      return input.apply("read", Read.from(KafkaSources.of(settings, format)));
    }
    return input
        .apply("read", records)
        .apply("parse", ParDo.of(new ParseFn<>(format)))
        .setCoder(
            KafkaRecordCoder.of(NullableCoder.of(ByteArrayCoder.of()), new DecodedCoder<>(format)));
  }

  /** What became of the records of a topic. */
  public static final class Result<OutT> implements POutput {
    private final TupleTag<OutT> eventsTag;
    private final PCollection<OutT> events;
    private final TupleTag<DeadLetter> deadLettersTag;
    private final PCollection<DeadLetter> deadLetters;

    private Result(
        TupleTag<OutT> eventsTag,
        PCollection<OutT> events,
        TupleTag<DeadLetter> deadLettersTag,
        PCollection<DeadLetter> deadLetters) {
      this.eventsTag = eventsTag;
      this.events = events;
      this.deadLettersTag = deadLettersTag;
      this.deadLetters = deadLetters;
    }

    /** Returns the events, at their event times (a late one at its partition's watermark). */
    public PCollection<OutT> events() {
      return events;
    }

    /** Returns the records that cannot be answered, each whole, at their partition's watermark. */
    public PCollection<DeadLetter> deadLetters() {
      return deadLetters;
    }

    @Override
    public Pipeline getPipeline() {
      return events.getPipeline();
    }

    @Override
    public Map<TupleTag<?>, PValue> expand() {
      Map<TupleTag<?>, PValue> outputs = new HashMap<>();
      outputs.put(eventsTag, events);
      outputs.put(deadLettersTag, deadLetters);
      return outputs;
    }

    @Override
    public void finishSpecifyingOutput(
        String transformName, PInput input, PTransform<?, ?> transform) {}
  }
}
