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

import io.weir.inference.FeatureRows;
import io.weir.inference.Model;
import io.weir.inference.ModelDescription;
import io.weir.inference.Scores;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** A model whose batches are one request each. */
final class HttpModel implements Model {
  private final ModelDescription description;
  private final Connection connection;
  private final RowsProtocol protocol;

  HttpModel(ModelDescription description, Connection connection, RowsProtocol protocol) {
    this.description = description;
    this.connection = connection;
    this.protocol = protocol;
  }

  @Override
  public ModelDescription description() {
    return description;
  }

  @Override
  public CompletableFuture<Scores> score(FeatureRows rows, Duration deadline) {
    try {
      checkShape(description, rows);
    } catch (IllegalArgumentException e) {
      return CompletableFuture.failedFuture(e);
    }
    int count = rows.rows();
    return connection.send(
        Call.post(
            subject(description),
            protocol.uri(),
            () -> protocol.write(rows),
            answer -> protocol.read(Json.read(answer), count)),
        deadline);
  }

  @Override
  public void close() {
    connection.close();
  }

  /** Whom messages name. */
  static String subject(ModelDescription description) {
    return "model " + description.name();
  }

  /** Refuses a batch that is not one of the model's. */
  static void checkShape(ModelDescription description, FeatureRows rows) {
    int columns = description.features().size();
    Arguments.require(
        rows.rows() <= description.maxBatch() && rows.columns() == columns,
        "batch is %s rows of %s columns; allowed: 1 to %s rows of %s columns",
        rows.rows(),
        rows.columns(),
        description.maxBatch(),
        columns);
  }
}
