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

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Sends each text as a request of its own. */
final class ChatClient implements TextClassifier {
  private final Connection connection;
  private final String subject;
  private final ChatRequest request;
  private final ChatAnswer answer;
  private final URI uri;

  ChatClient(Connection connection, String subject, ChatRequest request, ChatAnswer answer) {
    this.connection = connection;
    this.subject = subject;
    this.request = request;
    this.answer = answer;
    this.uri = connection.endpoint().resolve("/v1/chat/completions");
  }

  @Override
  public CompletableFuture<List<Classification>> classify(List<String> texts, Duration deadline) {
    if (texts.isEmpty()) {
      return CompletableFuture.failedFuture(
          new IllegalArgumentException("texts is empty; allowed: at least one"));
    }
    List<CompletableFuture<Classification>> calls = new ArrayList<>(texts.size());
    for (String text : texts) {
      calls.add(
          connection.send(
              Call.post(subject, uri, () -> request.write(text), answer::read), deadline));
    }
    CompletableFuture<List<Classification>> result = new CompletableFuture<>();
    var unusedJoin =
        CompletableFuture.allOf(calls.toArray(CompletableFuture<?>[]::new))
            .whenComplete((unused, failure) -> result.complete(outcomes(calls)));
    var unusedWatch =
        result.whenComplete(
            (unused, failure) -> {
              if (result.isCancelled()) {
                // Those in line first, so that none of them starts in the place of another.
                for (int text = calls.size() - 1; text >= 0; text--) {
                  calls.get(text).cancel(true);
                }
              }
            });
    return result;
  }

  private static List<Classification> outcomes(List<CompletableFuture<Classification>> calls) {
    List<Classification> outcomes = new ArrayList<>(calls.size());
    for (CompletableFuture<Classification> call : calls) {
      outcomes.add(call.handle(ChatClient::outcome).join());
    }
    return List.copyOf(outcomes);
  }

  private static Classification outcome(
      @Nullable Classification value, @Nullable Throwable failure) {
    if (value != null) {
      return value;
    }
    Throwable cause =
        failure == null ? new IllegalStateException("no answer") : Failures.causeOf(failure);
    return Classification.failed(
        cause instanceof Exception ? (Exception) cause : new IllegalStateException(cause));
  }

  @Override
  public void close() {
    connection.close();
  }
}
