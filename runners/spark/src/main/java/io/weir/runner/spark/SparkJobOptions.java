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
package io.weir.runner.spark;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;

/** What a bounded run is told beside the pipeline's own options. */
public interface SparkJobOptions extends PipelineOptions {

  /** The file with the records of the input topics. */
  @Description(
      "The file to run over, in the form that weir run --input takes; every machine of the cluster"
          + " reads it by this name")
  @Default.String("")
  String getInput();

  /** Sets {@link #getInput}. */
  void setInput(String value);

  /** The folder for what a stream writes to its topics. */
  @Description(
      "The folder for the answers, actions-*.jsonl, and for what could not be processed,"
          + " dead-letters-*.jsonl; empty or not there yet; every machine of the cluster writes to"
          + " it by this name")
  @Default.String("")
  String getOutput();

  /** Sets {@link #getOutput}. */
  void setOutput(String value);
}
