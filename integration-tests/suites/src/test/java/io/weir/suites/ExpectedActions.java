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
package io.weir.suites;

import io.weir.inference.FeatureRows;
import io.weir.inference.FeatureSelection;
import io.weir.inference.Model;
import io.weir.inference.ModelDescription;
import io.weir.inference.Scores;
import io.weir.onnx.OnnxModelSource;
import io.weir.pipelines.EventSource;
import io.weir.pipelines.SourceEvent;
import io.weir.pipelines.fraud.FraudFeatures;
import io.weir.proto.fraud.v1.Label;
import io.weir.proto.fraud.v1.Transaction;
import java.util.ArrayList;
import java.util.List;

/**
 * What the answers to simulated events must say, told by the events' numbers 1 to n: their features
 * by definition, and what the model says to them, asked without any pipeline.
 */
final class ExpectedActions {
  private final long[] contents;

  private ExpectedActions(long[] contents) {
    this.contents = contents;
  }

  /**
   * Computes them.
   *
   * @param events in the order of their times
   * @param payments how many of them are payments
   */
  static ExpectedActions to(EventSource events, int payments) throws Exception {
    long[] contents = new long[payments + 1];
    OnnxModelSource source = OnnxModelSource.of("classpath:/fraud/model");
    try (EventSource all = events;
        Model model = source.open()) {
      Batch batch = new Batch(model, source.description(), contents);
      DefinedFeatures features = new DefinedFeatures();
      for (SourceEvent event = all.next(); event != null; event = all.next()) {
        if (event.primary()) {
          Transaction payment = Transaction.parseFrom(event.value());
          batch.add(payment, features.payment(payment));
        } else {
          features.label(Label.parseFrom(event.value()));
        }
      }
      batch.score();
    }
    return new ExpectedActions(contents);
  }

  /** Of which content the answer to an event must be. */
  long content(int number) {
    return contents[number];
  }

  /** Payments that are scored together. */
  private static final class Batch {
    private final Model model;
    private final int maxRows;
    private final FeatureSelection inputs;
    private final long[] contents;
    private final List<Transaction> payments = new ArrayList<>();
    private final List<double[]> vectors = new ArrayList<>();

    Batch(Model model, ModelDescription description, long[] contents) {
      this.model = model;
      this.maxRows = description.maxBatch();
      this.inputs = FeatureSelection.of(description, FraudFeatures.SET.names());
      this.contents = contents;
    }

    void add(Transaction payment, double[] vector) throws Exception {
      payments.add(payment);
      vectors.add(vector);
      if (payments.size() == maxRows) {
        score();
      }
    }

    void score() throws Exception {
      if (payments.isEmpty()) {
        return;
      }
      float[][] rows = new float[vectors.size()][];
      for (int row = 0; row < rows.length; row++) {
        double[] vector = vectors.get(row);
        rows[row] = inputs.row(index -> vector[index]);
      }
      Scores scores = ModelCalls.score(model, FeatureRows.copyOf(rows));
      for (int row = 0; row < rows.length; row++) {
        Transaction payment = payments.get(row);
        contents[Math.toIntExact(payment.getSequence())] =
            ActionContent.of(payment, vectors.get(row), scores.score(row));
      }
      payments.clear();
      vectors.clear();
    }
  }
}
