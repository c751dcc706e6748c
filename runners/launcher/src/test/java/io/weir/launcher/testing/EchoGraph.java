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
package io.weir.launcher.testing;

import io.weir.pipelines.WeirOptions;
import org.apache.beam.sdk.transforms.Impulse;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PDone;

/** Ends at once: what answers is the test. */
final class EchoGraph extends PTransform<PBegin, PDone> {
  private static final long serialVersionUID = 1L;

  EchoGraph(WeirOptions options) {
    super(options.getTopicPrefix() + "echo");
  }

  @Override
  public PDone expand(PBegin input) {
    input.apply("once", Impulse.create());
    return PDone.in(input.getPipeline());
  }
}
