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

/** From what history a new deployment fills its state before it answers, see {@link WarmUp}. */
public interface WarmUpOptions extends PipelineOptions {

  /** Where history is. */
  @Description(
      "What a new deployment fills its state from before it answers: earliest, what the input topics"
          + " hold already; or a file in the form of a replay, on any Beam file system, after whose"
          + " last row the topics go on; empty: nothing")
  @Default.String("")
  String getWarmUpFrom();

  /** Sets {@link #getWarmUpFrom}. */
  void setWarmUpFrom(String value);

  /** Where history ends. */
  @Description(
      "With warmUpFrom: where history ends, which the launcher finds out when it submits a new"
          + " deployment, and which stays as it is in every restart of it. With earliest the first"
          + " offset that is answered of each partition, such as transactions=120,98/labels=7,0; with"
          + " a file the time of its last row, such as 2018-04-30T23:59:58Z")
  @Default.String("")
  @Form(value = Form.Kind.HISTORY_END, with = "warmUpFrom")
  String getWarmUpUntil();

  /** Sets {@link #getWarmUpUntil}. */
  void setWarmUpUntil(String value);
}
