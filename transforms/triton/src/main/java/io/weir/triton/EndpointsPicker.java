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

import io.grpc.CallOptions;
import io.grpc.LoadBalancer.PickResult;
import io.grpc.LoadBalancer.PickSubchannelArgs;
import io.grpc.LoadBalancer.SubchannelPicker;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Sends a call where its {@link Placement} says; one without goes to the endpoints in turn. */
final class EndpointsPicker extends SubchannelPicker {
  private static final CallOptions.Key<@Nullable Placement> PLACEMENT =
      CallOptions.Key.create("weir-placement");

  private final List<String> names;
  private final List<PickResult> results;
  private final boolean moreToCome;
  private final AtomicInteger turn;

  /**
   * A picker among endpoints that can be reached.
   *
   * @param names their names, at least one
   * @param results what stands for each
   * @param moreToCome whether others are being connected
   * @param turn counts the calls that go in turn
   */
  EndpointsPicker(
      List<String> names, List<PickResult> results, boolean moreToCome, AtomicInteger turn) {
    this.names = List.copyOf(names);
    this.results = List.copyOf(results);
    this.moreToCome = moreToCome;
    this.turn = turn;
  }

  /** Options of a call that chooses its endpoint. */
  static CallOptions placed(CallOptions options, Placement placement) {
    return options.withOption(PLACEMENT, placement);
  }

  @Override
  public PickResult pickSubchannel(PickSubchannelArgs call) {
    Placement placement = call.getCallOptions().getOption(PLACEMENT);
    int at =
        placement == null
            ? Math.floorMod(turn.getAndIncrement(), names.size())
            : placement.choose(names, moreToCome);
    return at == Placement.WAIT ? PickResult.withNoResult() : results.get(at);
  }
}
