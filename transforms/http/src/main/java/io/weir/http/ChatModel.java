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
import io.weir.inference.ScoringException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Rows as texts, classifications as scores. */
final class ChatModel implements Model {
  private final ModelDescription description;
  private final TextClassifier classifier;
  private final PromptTemplate template;
  private final String positive;

  ChatModel(
      ModelDescription description,
      TextClassifier classifier,
      PromptTemplate template,
      String positive) {
    this.description = description;
    this.classifier = classifier;
    this.template = template;
    this.positive = positive;
  }

  @Override
  public ModelDescription description() {
    return description;
  }

  @Override
  public CompletableFuture<Scores> score(FeatureRows rows, Duration deadline) {
    List<String> texts = new ArrayList<>(rows.rows());
    try {
      HttpModel.checkShape(description, rows);
      for (int row = 0; row < rows.rows(); row++) {
        texts.add(template.fill(rows, row));
      }
    } catch (IllegalArgumentException e) {
      return CompletableFuture.failedFuture(e);
    }
    CompletableFuture<List<Classification>> answers = classifier.classify(texts, deadline);
    CompletableFuture<Scores> result = new CompletableFuture<>();
    var unusedAnswer =
        answers.whenComplete(
            (classifications, failure) -> {
              if (classifications == null) {
                result.completeExceptionally(
                    failure == null ? new IllegalStateException("no answer") : failure);
              } else {
                settle(classifications, result);
              }
            });
    var unusedWatch =
        result.whenComplete(
            (unused, failure) -> {
              if (result.isCancelled()) {
                answers.cancel(true);
              }
            });
    return result;
  }

  private void settle(List<Classification> answers, CompletableFuture<Scores> result) {
    float[] scores = new float[answers.size()];
    String version = null;
    Exception modelError = null;
    for (int row = 0; row < scores.length; row++) {
      Classification answer = answers.get(row);
      Exception failure = answer.failure().orElse(null);
      if (failure != null && !isModelError(failure)) {
        result.completeExceptionally(failure);
        return;
      }
      if (failure != null) {
        modelError = failure;
        scores[row] = Float.NaN;
      } else {
        version = answer.version();
        scores[row] = scoreOf(answer);
      }
    }
    if (version == null) {
      result.completeExceptionally(
          modelError == null ? new IllegalStateException("no answer") : modelError);
    } else {
      result.complete(Scores.of(scores, version));
    }
  }

  private float scoreOf(Classification answer) {
    return (float) (answer.label().equals(positive) ? answer.score() : 1 - answer.score());
  }

  private static boolean isModelError(@Nullable Exception failure) {
    return failure instanceof ScoringException
        && ((ScoringException) failure).kind() == ScoringException.Kind.MODEL_ERROR;
  }

  @Override
  public void close() {
    classifier.close();
  }
}
