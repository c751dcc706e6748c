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
package io.weir.pipelines;

import io.weir.features.Arrival;
import io.weir.streams.WatermarkSource;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.StreamingOptions;

/**
 * What every pipeline of ours can be told. Durations are ISO-8601, such as {@code PT1M} or {@code
 * P1D}.
 */
public interface WeirOptions extends StreamingOptions {

  /** Kafka's bootstrap servers. */
  @Description("Kafka bootstrap servers, host:port[,host:port]")
  @Default.String("localhost:9092")
  @Form(Form.Kind.ENDPOINTS)
  String getBootstrapServers();

  /** Sets {@link #getBootstrapServers}. */
  void setBootstrapServers(String value);

  /** Further settings of Kafka's clients. */
  @Description(
      "Further settings of Kafka's clients as an object of JSON, such as"
          + " {\"security.protocol\": \"SSL\"}; no secrets but references to them, such as"
          + " ${file:/path/of/secrets.properties:key}, which each client resolves where it runs")
  @Default.String("")
  String getKafkaSettings();

  /** Sets {@link #getKafkaSettings}. */
  void setKafkaSettings(String value);

  /** Under which name offsets are committed. */
  @Description(
      "Kafka's consumer group, under which the offsets of completed checkpoints are committed, for"
          + " others to see how far behind the job is; empty: the job's name. It never says where the"
          + " job begins: that is at its checkpoint or savepoint, or at the start of its topics")
  @Default.String("")
  @Form(Form.Kind.TOPIC)
  String getConsumerGroup();

  /** Sets {@link #getConsumerGroup}. */
  void setConsumerGroup(String value);

  /** What stands before every topic's name. */
  @Description("What stands before every topic's name of the manifest")
  @Default.String("")
  @Form(Form.Kind.TOPIC)
  String getTopicPrefix();

  /** Sets {@link #getTopicPrefix}. */
  void setTopicPrefix(String value);

  /** Whether events are answered as they arrive or in event-time order. */
  @Description("ON_ARRIVAL answers at once; EVENT_TIME in the order of event time, reproducibly")
  @Default.Enum("ON_ARRIVAL")
  Arrival getArrival();

  /** Sets {@link #getArrival}. */
  void setArrival(Arrival value);

  /** What moves event time on. */
  @Description(
      "RECORDS: only records move the watermark, and the end record ends the run; CLOCK: a"
          + " caught-up partition follows the clock, for topics that others write")
  @Default.Enum("RECORDS")
  WatermarkSource getWatermarkFrom();

  /** Sets {@link #getWatermarkFrom}. */
  void setWatermarkFrom(WatermarkSource value);

  /** How far behind the largest event time of its partition an event may come. */
  @Description("How far behind the largest event time of its partition an event may come")
  @Default.String("PT1M")
  @Form(Form.Kind.DURATION)
  String getMaxOutOfOrderness();

  /** Sets {@link #getMaxOutOfOrderness}. */
  void setMaxOutOfOrderness(String value);

  /** How long an event id is remembered, in event time. */
  @Description("How long an event id is remembered, in event time, to drop its repeats")
  @Default.String("P1D")
  @Form(Form.Kind.DURATION)
  String getDeduplicateWithin();

  /** Sets {@link #getDeduplicateWithin}. */
  void setDeduplicateWithin(String value);

  /** Which model scores. */
  @Description("default, rules, or the folder of a model's manifest, on any Beam file system")
  @Default.String("default")
  String getModel();

  /** Sets {@link #getModel}. */
  void setModel(String value);

  /** How long a row waits for others. */
  @Description(
      "How long a row may wait for rows of other bundles, to be scored with them, where events"
          + " trickle or bundles are small; without it the rows of a bundle are scored together")
  @Default.String("")
  @Form(Form.Kind.DURATION)
  String getBatchWait();

  /** Sets {@link #getBatchWait}. */
  void setBatchWait(String value);

  /** How often the model's folder is looked at. */
  @Description(
      "How often to look whether the model's folder holds another version, such as PT10S, which then"
          + " answers without a restart; empty: never. Goes by the clock: even in EVENT_TIME it is"
          + " not reproducible which version answers an event")
  @Default.String("")
  @Form(Form.Kind.DURATION)
  String getModelRefresh();

  /** Sets {@link #getModelRefresh}. */
  void setModelRefresh(String value);

  /** Where the model's folder is announced. */
  @Description(
      "With modelRefresh: a Kafka topic, named without the prefix, whose latest record with the"
          + " model's name as its key has the folder to look at as its value; empty: none, and the"
          + " model's own folder is looked at")
  @Default.String("")
  @Form(Form.Kind.TOPIC)
  String getModelTopic();

  /** Sets {@link #getModelTopic}. */
  void setModelTopic(String value);
}
