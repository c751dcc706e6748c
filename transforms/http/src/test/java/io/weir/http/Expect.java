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

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.Assert.assertThrows;

import io.weir.inference.FeatureRows;
import io.weir.inference.Model;
import io.weir.inference.Scores;
import io.weir.inference.ScoringException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** What tests of models share: rows, patience, and how failures are looked at. */
final class Expect {
  static final Duration DEADLINE = Duration.ofSeconds(20);
  static final List<String> FEATURES = List.of("a", "b");
  static final FeatureRows TWO_ROWS =
      FeatureRows.copyOf(new float[] {1, 2.5f}, new float[] {-3, 0.1f});

  private Expect() {}

  static JsonEndpoint json(HttpEndpoint endpoint) {
    return JsonEndpoint.at(endpoint, "/score").name("m").version("7").features(FEATURES).build();
  }

  static Scores scores(Model model) throws Exception {
    return get(model.score(TWO_ROWS, DEADLINE));
  }

  static <T> T get(Future<T> future) throws Exception {
    return future.get(DEADLINE.toSeconds() + 10, TimeUnit.SECONDS);
  }

  static Throwable failure(Future<?> future) {
    Throwable cause = assertThrows(ExecutionException.class, () -> get(future)).getCause();
    return cause == null ? new AssertionError("no cause") : cause;
  }

  /** The message of a batch's failure, which must be of a kind. */
  static String failure(Model model, ScoringException.Kind kind) {
    Throwable failure = failure(model.score(TWO_ROWS, DEADLINE));
    assertThat(failure, instanceOf(ScoringException.class));
    assertThat(String.valueOf(failure), ((ScoringException) failure).kind(), is(kind));
    String message = String.valueOf(failure.getMessage());
    assertThat(message, containsString("model "));
    assertThat(message, not(containsString("\n")));
    return message;
  }
}
