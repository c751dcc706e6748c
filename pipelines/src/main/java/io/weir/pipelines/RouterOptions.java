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

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;

/**
 * Which of two models answers: the light one, embedded ({@link WeirOptions#getModel}), or the heavy
 * one, on a Triton server.
 */
public interface RouterOptions extends PipelineOptions {

  /** Who answers. */
  @Description(
      "light: the embedded model; heavy: the one on Triton; cascade: light, and heavy where light is"
          + " not sure; canary: heavy for a share of the keys; shadow: light, and heavy compared; or"
          + " a file of a router over light and heavy, which ends with .yaml, .yml or .json")
  @Default.String("light")
  String getRouter();

  /** Sets {@link #getRouter}. */
  void setRouter(String value);

  /** Where Triton is. */
  @Description("Endpoints of Triton's gRPC, host:port[,host:port]; needed by all routers but light")
  @Default.String("")
  @Form(Form.Kind.ENDPOINTS)
  String getTriton();

  /** Sets {@link #getTriton}. */
  void setTriton(String value);

  /** Where the light model is not sure. */
  @Description("Scores of the light model, LOW..HIGH, with which the cascade asks the heavy one")
  @Default.String("")
  @Form(Form.Kind.SCORES)
  String getBand();

  /** Sets {@link #getBand}. */
  void setBand(String value);

  /** The canary's share. */
  @Description(
      "Share of the keys that the canary's heavy model answers, from 0 to 1; or a file that holds"
          + " such a number, and is read again every 5 seconds")
  @Default.String("0.05")
  String getCanaryShare();

  /** Sets {@link #getCanaryShare}. */
  void setCanaryShare(String value);

  /** How long the heavy model may take. */
  @Description("How long a batch may take on Triton, all attempts together")
  @Default.String("PT1S")
  @Form(Form.Kind.DURATION)
  String getHeavyDeadline();

  /** Sets {@link #getHeavyDeadline}. */
  void setHeavyDeadline(String value);

  /** How many events go to the heavy model at once. */
  @Description(
      "Rows of a batch for Triton, LEAST..MOST: the size follows what Triton answers a second within"
          + " heavyBatchLatency; or one number; empty: as many as the model takes")
  @Default.String("")
  @Form(Form.Kind.SIZES)
  String getHeavyBatch();

  /** Sets {@link #getHeavyBatch}. */
  void setHeavyBatch(String value);

  /** How long a batch should take. */
  @Description(
      "With heavyBatch: how long a batch should take, for its size falls when more than one in"
          + " sixteen takes longer; at most heavyDeadline; empty: half of that")
  @Default.String("")
  @Form(Form.Kind.DURATION)
  String getHeavyBatchLatency();

  /** Sets {@link #getHeavyBatchLatency}. */
  void setHeavyBatchLatency(String value);

  /** When to ask twice. */
  @Description(
      "After how long without an answer a batch is sent to Triton once more, to another endpoint if"
          + " there are several, such as PT0.03S; the first answer counts; one batch in twenty at"
          + " most; less than heavyDeadline; empty: never")
  @Default.String("")
  @Form(Form.Kind.DURATION)
  String getHeavyHedgeAfter();

  /** Sets {@link #getHeavyHedgeAfter}. */
  void setHeavyHedgeAfter(String value);

  /** How many events may wait for the heavy model. */
  @Description(
      "How many rows a worker process may have with Triton at a time; to those above it"
          + " onHeavyFailure applies; empty: no bound")
  @Default.String("")
  @Form(Form.Kind.COUNT)
  String getHeavyQueuedRows();

  /** Sets {@link #getHeavyQueuedRows}. */
  void setHeavyQueuedRows(String value);

  /** What to do where Triton does not answer. */
  @Description(
      "What becomes of events that Triton does not answer: fall-back (the light model answers,"
          + " marked degraded), dead-letter, default-decision (pass), or wait")
  @Default.String("fall-back")
  @Form(
      value = Form.Kind.WORD,
      words = {"fall-back", "dead-letter", "default-decision", "wait"})
  String getOnHeavyFailure();

  /** Sets {@link #getOnHeavyFailure}. */
  void setOnHeavyFailure(String value);

  /** How long to wait for Triton. */
  @Description(
      "With onHeavyFailure=wait: how long the stream stands still before events become dead letters;"
          + " a checkpoint's time-out must be longer")
  @Default.String("PT15M")
  @Form(Form.Kind.DURATION)
  String getHeavyPatience();

  /** Sets {@link #getHeavyPatience}. */
  void setHeavyPatience(String value);
}
