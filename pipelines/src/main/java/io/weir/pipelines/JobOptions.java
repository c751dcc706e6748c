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
import org.apache.beam.sdk.options.Validation;

/** What a job is told that is for no pipeline in particular: which it is, and how it is tuned. */
public interface JobOptions extends PipelineOptions {

  /** Which pipeline. */
  @Description("Which pipeline the job is, such as fraud")
  @Validation.Required
  String getPipeline();

  /** Sets {@link #getPipeline}. */
  void setPipeline(String value);

  /** What the runner is tuned for. */
  @Description(
      "What the runner's settings are tuned for: latency, an answer as soon as it can be; or"
          + " throughput, as many answers as can be")
  @Default.String("latency")
  @Form(
      value = Form.Kind.WORD,
      words = {"latency", "throughput"})
  String getProfile();

  /** Sets {@link #getProfile}. */
  void setProfile(String value);
}
