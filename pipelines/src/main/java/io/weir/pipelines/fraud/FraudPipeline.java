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
package io.weir.pipelines.fraud;

import io.weir.features.Arrival;
import io.weir.features.ComputeFeatures;
import io.weir.features.FeatureSet;
import io.weir.features.Observation;
import io.weir.features.ObservationCoder;
import io.weir.inference.AcrossBundles;
import io.weir.inference.Score;
import io.weir.pipelines.Connections;
import io.weir.pipelines.Durations;
import io.weir.pipelines.RouterOptions;
import io.weir.pipelines.SourceLog;
import io.weir.pipelines.Topic;
import io.weir.pipelines.TopicManifest;
import io.weir.pipelines.WarmUp;
import io.weir.pipelines.WarmUpOptions;
import io.weir.pipelines.WeirOptions;
import io.weir.pipelines.fraud.source.FraudSources;
import io.weir.proto.fraud.v1.Transaction;
import io.weir.proto.v1.DeadLetter;
import io.weir.streams.Event;
import io.weir.streams.EventFormat;
import io.weir.streams.History;
import io.weir.streams.LateRecords;
import io.weir.streams.ReadAlignment;
import io.weir.streams.ReadEvents;
import io.weir.streams.ReadLog;
import io.weir.streams.WriteDeadLetters;
import io.weir.streams.WriteRecords;
import java.time.Duration;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.extensions.protobuf.ProtoCoder;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;

/**
 * The whole graph: transactions and labels in, actions and dead letters out.
 *
 * <p>Every transform has a fixed name, because on Flink the full name is the address of its state.
 */
public final class FraudPipeline {
  private static final Coder<KV<String, Observation>> KEYED =
      KvCoder.of(StringUtf8Coder.of(), ObservationCoder.of());

  private static final String TRANSACTIONS = "transactions";
  private static final String LABELS = "labels";

  /** A label that is read early waits in its terminal's state: keep that short. */
  private static final Duration MAX_READ_AHEAD = Duration.ofDays(7);

  private final FeatureSet features;
  private final WeirOptions options;
  private final TopicManifest topics;
  private final Connections connections;
  private final ReadAlignment alignment = ReadAlignment.within(MAX_READ_AHEAD);
  private final WarmUp warmUp;
  private final Duration maxOutOfOrderness;

  private FraudPipeline(
      FeatureSet features, WeirOptions options, TopicManifest topics, Connections connections) {
    this.features = features;
    this.options = options;
    this.topics = topics;
    this.connections = connections;
    this.warmUp = WarmUp.of(options.as(WarmUpOptions.class));
    this.maxOutOfOrderness =
        Durations.notNegative("maxOutOfOrderness", options.getMaxOutOfOrderness());
  }

  /**
   * Applies the graph to a pipeline.
   *
   * @throws IllegalArgumentException when a setting cannot work: one line that names it
   */
  static void build(
      Pipeline pipeline,
      FeatureSet features,
      WeirOptions options,
      TopicManifest topics,
      Connections connections) {
    new FraudPipeline(features, options, topics, connections).apply(pipeline);
  }

  private void apply(Pipeline pipeline) {
    FraudScoring scoring =
        FraudModels.of(features, options.getModel(), options.as(RouterOptions.class));
    Duration deduplicateWithin =
        Durations.positive("deduplicateWithin", options.getDeduplicateWithin());
    warmUp.check(maxOutOfOrderness, deduplicateWithin);

    ReadEvents.Result<KV<String, Observation>> transactions =
        pipeline.apply(
            "transactions",
            read(
                TRANSACTIONS,
                new TransactionFormat(),
                ofTransaction(options.getTopicPrefix() + TRANSACTIONS)));
    ReadEvents.Result<KV<String, Observation>> labels =
        pipeline.apply("labels", read(LABELS, new LabelFormat(), Observations::ofLabel));

    ComputeFeatures compute =
        ComputeFeatures.of(features)
            .labels(withHistory(LABELS, labels, new LabelFormat(), Observations::ofLabel))
            .arrival(options.getArrival())
            .deduplicateWithin(deduplicateWithin);
    PCollection<KV<String, Observation>> payments =
        withHistory(
                TRANSACTIONS, transactions, new TransactionFormat(), ofTransaction(TRANSACTIONS))
            .apply("features", warmUp.isSet() ? compute.afterHistory() : compute);

    Score.Result<KV<String, Observation>> scored = payments.apply("score", score(scoring));

    scored
        .predictions()
        .apply("decide", ParDo.of(new DecideFn(features, scoring, topic(Topic.Role.ACTIONS))))
        .setCoder(WriteRecords.coder())
        .apply("actions", connections.to(topics.only(Topic.Role.ACTIONS).name()));

    PCollection<DeadLetter> unscored =
        scored
            .failures()
            .apply("unscored", ParDo.of(new UnscoredFn(options.getTopicPrefix() + TRANSACTIONS)))
            .setCoder(ProtoCoder.of(DeadLetter.class));
    PCollectionList.of(transactions.deadLetters())
        .and(labels.deadLetters())
        .and(unscored)
        .apply("refused", Flatten.pCollections())
        .apply(
            "dead-letters",
            WriteDeadLetters.to(
                topic(Topic.Role.DEAD_LETTERS),
                connections.to(topics.only(Topic.Role.DEAD_LETTERS).name())));
  }

  private Score<KV<String, Observation>> score(FraudScoring scoring) {
    Score<KV<String, Observation>> score =
        Score.<KV<String, Observation>>with(scoring.routing())
            .rows(payment -> scoring.row(payment.getValue()))
            .keys(payment -> payment.getKey())
            .waited(payment -> Origin.age(payment.getValue()));
    if (options.getBatchWait().isEmpty()) {
      return score;
    }
    Duration wait = Durations.positive("batchWait", options.getBatchWait());
    return score.acrossBundles(AcrossBundles.builder().maxWait(wait).build());
  }

  private <T> ReadEvents<T, KV<String, Observation>> read(
      String topic,
      EventFormat<T> format,
      SerializableFunction<Event<T>, KV<String, Observation>> toObservation) {
    History history = warmUp.history(topic, maxOutOfOrderness);
    return connections
        .from(
            topic,
            ReadEvents.from(options.getTopicPrefix() + topic, format).into(toObservation, KEYED))
        .watermarkFrom(options.getWatermarkFrom())
        .alignedWith(alignment)
        .maxOutOfOrderness(maxOutOfOrderness)
        .lateRecords(lateRecords())
        .history(onArrival() && warmUp.isSet() ? history.holdingWatermark() : history);
  }

  /** The events of a topic with those that a file has for it, if there is one. */
  private <T> PCollection<KV<String, Observation>> withHistory(
      String topic,
      ReadEvents.Result<KV<String, Observation>> live,
      EventFormat<T> format,
      SerializableFunction<Event<T>, KV<String, Observation>> toObservation) {
    String file = warmUp.file();
    if (file == null) {
      return live.events();
    }
    ReadLog log =
        ReadLog.of(new SourceLog(() -> FraudSources.history(file), topic, knownMillis(topic)))
            .maxOutOfOrderness(maxOutOfOrderness)
            .alignedWith(alignment);
    PCollection<KV<String, Observation>> history =
        live.getPipeline()
            .apply(
                "history-of-" + topic,
                ReadEvents.from(topic, format)
                    .into(toObservation, KEYED)
                    .lateRecords(lateRecords())
                    .history(History.everything())
                    .recordsFrom(onArrival() ? log.holdingWatermark() : log))
            .events();
    return PCollectionList.of(live.events())
        .and(history)
        .apply(topic + "-with-history", Flatten.pCollections());
  }

  /** When all is known that a file has for a topic; a later time in it is a mistake. */
  private long knownMillis(String topic) {
    return topic.equals(LABELS)
        ? warmUp.lastMillis() + FraudSources.LABEL_DELAY.toMillis()
        : warmUp.lastMillis();
  }

  private boolean onArrival() {
    return options.getArrival() == Arrival.ON_ARRIVAL;
  }

  private LateRecords lateRecords() {
    return onArrival() ? LateRecords.ANSWER : LateRecords.DEAD_LETTER;
  }

  private static SerializableFunction<Event<Transaction>, KV<String, Observation>> ofTransaction(
      String topic) {
    return event -> Observations.ofTransaction(event, topic);
  }

  private String topic(Topic.Role role) {
    return options.getTopicPrefix() + topics.only(role).name();
  }
}
