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
package io.weir.triton;

import io.weir.proto.inference.v2.ModelInferResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The answer of one endpoint to one call, which chooses the endpoint and judges it. */
final class Attempt extends CompletableFuture<ModelInferResponse> implements Placement {
  private final EndpointCircuits circuits;
  private final @Nullable String avoided;
  private final Runnable onProbe;

  private List<String> reachable = List.of();
  private @Nullable String endpoint;
  private boolean probe;
  private boolean sick;

  /**
   * One that is to be made.
   *
   * @param avoided an endpoint that is taken only if no other is well
   * @param onProbe run where it goes to an endpoint that had failed; must not block
   */
  Attempt(EndpointCircuits circuits, @Nullable String avoided, Runnable onProbe) {
    this.circuits = circuits;
    this.avoided = avoided;
    this.onProbe = onProbe;
  }

  @Override
  public synchronized int choose(List<String> names, boolean moreToCome) {
    String before = endpoint;
    if (before != null) {
      int again = names.indexOf(before);
      if (again >= 0) {
        return again;
      }
      // Lost between the choice and the call.
      if (probe) {
        circuits.givenUp(before);
        probe = false;
      }
      endpoint = null;
    }
    if (isDone()) {
      // Given up before it went anywhere: of no effect on any endpoint.
      return 0;
    }
    Choice choice = circuits.choose(names, moreToCome, avoided);
    if (choice.at() != WAIT) {
      reachable = names;
      endpoint = names.get(choice.at());
      probe = choice.isProbe();
      sick = probe || !circuits.isClosed(endpoint);
      if (probe) {
        onProbe.run();
        if (isDone()) {
          // Its end has been judged without an endpoint.
          circuits.givenUp(endpoint);
        }
      }
    }
    return choice.at();
  }

  /** Where it went; null if it has gone nowhere yet. */
  synchronized @Nullable String endpoint() {
    return endpoint;
  }

  /** Whether it went to an endpoint that had failed, to find out whether it is well. */
  synchronized boolean isProbe() {
    return probe;
  }

  /** Whether it went to an endpoint that had failed, as a probe or because all had. */
  synchronized boolean wasSick() {
    return sick;
  }

  /** Whether another endpoint is likely to do better. */
  synchronized boolean hasBetter() {
    String where = endpoint;
    return where != null
        && reachable.size() > 1
        && (sick || circuits.isAnotherClosed(reachable, where));
  }

  synchronized void answered() {
    if (endpoint != null) {
      circuits.answered(endpoint);
    }
  }

  /** The endpoint failed. */
  synchronized void unanswered() {
    if (endpoint != null && isJudged(endpoint)) {
      circuits.unanswered(endpoint);
    }
  }

  /** The model failed there, perhaps for the rows. */
  synchronized void broken() {
    if (endpoint != null && isJudged(endpoint)) {
      circuits.broken(endpoint);
    }
  }

  /** It says nothing about the endpoint. */
  synchronized void givenUp() {
    if (endpoint != null && probe) {
      circuits.givenUp(endpoint);
    }
  }

  /**
   * The only endpoint is not judged, because there is no other to prefer, nor is one that was found
   * sick while the call was with it: its pauses are those of its probes.
   */
  private boolean isJudged(String where) {
    return probe || (reachable.size() > 1 && circuits.isClosed(where));
  }
}
