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

/** Requests and answers of {@link TensorFlowServing}. */
final class ServingProtocol implements RowsProtocol {
  private final URI uri;
  private final ServingRequest request;
  private final ServedVersion version;

  ServingProtocol(URI uri, ServingRequest request, ServedVersion version) {
    this.uri = uri;
    this.request = request;
    this.version = version;
  }

  @Override
  public URI uri() {
    return uri;
  }

  @Override
  public byte[] write(FeatureRows rows) throws ScoringException {
    return request.write(rows);
  }

  @Override
  public Scores read(JsonNode answer, int rows) throws ScoringException {
    return Scores.of(request.read(answer, rows), version.known());
  }
}
