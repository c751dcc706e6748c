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
package io.weir.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.weir.inference.FeatureRows;
import io.weir.inference.Scores;
import io.weir.inference.ScoringException;
import java.net.URI;

/** How a batch becomes a request, and the answer scores. Safe for use by several threads. */
interface RowsProtocol {
  /** Where batches are sent to. */
  URI uri();

  /**
   * The body of a request.
   *
   * @throws ScoringException if the rows cannot be sent
   */
  byte[] write(FeatureRows rows) throws ScoringException;

  /**
   * The scores in an answer.
   *
   * @param rows how many were sent
   * @throws ScoringException if they are not there
   */
  Scores read(JsonNode answer, int rows) throws ScoringException;
}
