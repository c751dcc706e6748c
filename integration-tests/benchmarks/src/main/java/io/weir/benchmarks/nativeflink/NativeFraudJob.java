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

package io.weir.benchmarks.nativeflink;

import static java.util.Objects.requireNonNull;

import io.weir.inference.ModelSource;
import io.weir.proto.v1.DeadLetter;
import java.time.Duration;
import java.util.Properties;
import java.util.UUID;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The job graph. It reads the input topics from their beginning to where they end at the start of
 * the job, answers everything, and finishes.
 *
 * <pre>{@code
 * NativeFraudJob.reading(bootstrapServers, "transactions", "labels")
 *     .writing("actions", "dead-letters")
 *     .scoredBy(modelSource, 0.5, 0.9)
 *     .eventTime(true)
 *     .build(environment);
 * environment.execute();
 * }</pre>
 */
public final class NativeFraudJob {
  private final String bootstrapServers;
  private final String transactions;
  private final String labels;
  private String actions = "actions";
  private String deadLetters = "dead-letters";
  private double reviewThreshold;
  private double blockThreshold;
  private boolean eventTime;
  private long maxOutOfOrderness = Duration.ofMinutes(1).toMillis();
  private long deduplicateWithin = Duration.ofDays(1).toMillis();
  private Properties consumer = new Properties();
  private Properties producer = new Properties();

  @SuppressWarnings("NullAway.Init") // scoredBy() is required, build() checks it.
  private ModelSource model;

  private NativeFraudJob(String bootstrapServers, String transactions, String labels) {
    this.bootstrapServers = requireNonNull(bootstrapServers, "bootstrapServers");
    this.transactions = requireNonNull(transactions, "transactions");
    this.labels = requireNonNull(labels, "labels");
  }

  /** Starts with where it reads. */
  public static NativeFraudJob reading(
      String bootstrapServers, String transactions, String labels) {
    return new NativeFraudJob(bootstrapServers, transactions, labels);
  }

  /** Where it writes. */
  public NativeFraudJob writing(String actionsTopic, String deadLettersTopic) {
    actions = requireNonNull(actionsTopic, "actionsTopic");
    deadLetters = requireNonNull(deadLettersTopic, "deadLettersTopic");
    return this;
  }

  /** The model, and the scores from which on it is a review or a block. Required. */
  public NativeFraudJob scoredBy(ModelSource source, double review, double block) {
    model = requireNonNull(source, "source");
    reviewThreshold = review;
    blockThreshold = block;
    return this;
  }

  /** Whether it answers in the order of event time, or on arrival. On arrival unless set. */
  public NativeFraudJob eventTime(boolean inOrder) {
    eventTime = inOrder;
    return this;
  }

  /** How far behind the largest time of its partition a record may come. A minute unless set. */
  public NativeFraudJob maxOutOfOrderness(Duration bound) {
    maxOutOfOrderness = bound.toMillis();
    return this;
  }

  /** How long ids are remembered, in event time. A day unless set. */
  public NativeFraudJob deduplicateWithin(Duration bound) {
    deduplicateWithin = bound.toMillis();
    return this;
  }

  /** Settings of Kafka's clients beyond the defaults. */
  public NativeFraudJob clients(Properties consumerSettings, Properties producerSettings) {
    consumer = requireNonNull(consumerSettings, "consumerSettings");
    producer = requireNonNull(producerSettings, "producerSettings");
    return this;
  }

  /**
   * Adds the job to an environment, whose settings (state backend, checkpoints, object reuse) it
   * leaves as they are.
   */
  public void build(StreamExecutionEnvironment environment) {
    requireNonNull(model, "scoredBy must be set");
    SingleOutputStreamOperator<FraudRecord> payments =
        read(environment, transactions, InputRecords.transactions());
    SingleOutputStreamOperator<FraudRecord> outcomes =
        read(environment, labels, InputRecords.labels());
    SingleOutputStreamOperator<CardPayment> counted =
        payments
            .union(outcomes)
            .keyBy(record -> record.terminal, Types.STRING)
            .process(
                new TerminalFunction(eventTime, deduplicateWithin, FraudTypes.REFUSED),
                FraudTypes.PAYMENT)
            .uid("terminal");
    SingleOutputStreamOperator<ScoredPayment> scored =
        counted
            .keyBy(payment -> payment.card, Types.STRING)
            .process(new CardFunction(eventTime), FraudTypes.SCORED)
            .uid("card")
            .transform("score", FraudTypes.SCORED, new ScoreOperator(model, FraudTypes.REFUSED))
            .uid("score");
    scored
        .sinkTo(
            sink(new ActionRecords(actions, model.description(), reviewThreshold, blockThreshold)))
        .uid("actions");
    DataStream<DeadLetter> refused =
        payments
            .getSideOutput(FraudTypes.REFUSED)
            .union(
                outcomes.getSideOutput(FraudTypes.REFUSED),
                counted.getSideOutput(FraudTypes.REFUSED),
                scored.getSideOutput(FraudTypes.REFUSED));
    refused.sinkTo(sink(new DeadLetterRecords(deadLetters))).uid("dead-letters");
  }

  private SingleOutputStreamOperator<FraudRecord> read(
      StreamExecutionEnvironment environment, String topic, InputRecords deserializer) {
    KafkaSource<FraudRecord> source =
        KafkaSource.<FraudRecord>builder()
            .setBootstrapServers(bootstrapServers)
            .setGroupId("native-" + UUID.randomUUID())
            .setTopics(topic)
            .setProperties(consumer)
            .setStartingOffsets(OffsetsInitializer.earliest())
            .setBounded(OffsetsInitializer.latest())
            .setDeserializer(deserializer)
            .build();
    long outOfOrderness = maxOutOfOrderness;
    WatermarkStrategy<FraudRecord> watermarks =
        WatermarkStrategy.<FraudRecord>forGenerator(context -> new RecordWatermarks(outOfOrderness))
            .withTimestampAssigner((record, kafkaTime) -> record.timeMillis);
    return environment
        .fromSource(source, watermarks, topic, FraudTypes.RECORD)
        .uid(topic)
        .process(new SplitFunction(), FraudTypes.RECORD)
        .uid(topic + "-split");
  }

  private <T> KafkaSink<T> sink(KafkaRecordSerializationSchema<T> records) {
    return KafkaSink.<T>builder()
        .setBootstrapServers(bootstrapServers)
        .setKafkaProducerConfig(producer)
        .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
        .setRecordSerializer(records)
        .build();
  }
}
