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

import static io.grpc.ConnectivityState.CONNECTING;
import static io.grpc.ConnectivityState.IDLE;
import static io.grpc.ConnectivityState.READY;
import static io.grpc.ConnectivityState.SHUTDOWN;
import static io.grpc.ConnectivityState.TRANSIENT_FAILURE;

import io.grpc.ConnectivityState;
import io.grpc.ConnectivityStateInfo;
import io.grpc.EquivalentAddressGroup;
import io.grpc.LoadBalancer;
import io.grpc.Status;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Holds a connection to each endpoint, and lets calls choose among those that can be reached. Like
 * gRPC's {@code round_robin}, but for the choice.
 *
 * <p>All methods run in the channel's synchronization context.
 */
final class EndpointsBalancer extends LoadBalancer {
  private final Helper helper;
  private final Map<String, Link> links = new LinkedHashMap<>();
  private final AtomicInteger turn = new AtomicInteger();

  EndpointsBalancer(Helper helper) {
    this.helper = helper;
  }

  @Override
  public Status acceptResolvedAddresses(ResolvedAddresses resolved) {
    Map<String, EquivalentAddressGroup> found = new LinkedHashMap<>();
    resolved.getAddresses().forEach(endpoint -> found.put(name(endpoint), endpoint));
    if (found.isEmpty()) {
      Status status = Status.UNAVAILABLE.withDescription("there is no endpoint");
      handleNameResolutionError(status);
      return status;
    }
    List<Link> gone = new ArrayList<>();
    links.forEach(
        (name, link) -> {
          if (!found.containsKey(name)) {
            gone.add(link);
          }
        });
    gone.forEach(link -> links.remove(link.name));
    found.forEach(
        (name, endpoint) -> {
          if (!links.containsKey(name)) {
            Link link = new Link(name, endpoint);
            links.put(name, link);
            link.open();
          }
        });
    update();
    gone.forEach(link -> link.subchannel.shutdown());
    return Status.OK;
  }

  /** Who it is in messages: as it was given, and the address if that says more. */
  private static String name(EquivalentAddressGroup endpoint) {
    SocketAddress first = endpoint.getAddresses().get(0);
    String given = endpoint.getAttributes().get(EquivalentAddressGroup.ATTR_AUTHORITY_OVERRIDE);
    if (given == null || !(first instanceof InetSocketAddress)) {
      return endpoint.getAddresses().toString();
    }
    InetSocketAddress address = (InetSocketAddress) first;
    String number = address.getAddress().getHostAddress();
    return given.startsWith(number + ":") || given.startsWith("[")
        ? given
        : given + " (" + number + ")";
  }

  @Override
  public void handleNameResolutionError(Status error) {
    if (links.values().stream().noneMatch(link -> link.is(READY))) {
      helper.updateBalancingState(TRANSIENT_FAILURE, failing(error));
    }
  }

  @Override
  public void requestConnection() {
    links.values().forEach(link -> link.subchannel.requestConnection());
  }

  @Override
  public void shutdown() {
    links.values().forEach(link -> link.subchannel.shutdown());
    links.clear();
  }

  private void update() {
    List<String> names = new ArrayList<>();
    List<PickResult> results = new ArrayList<>();
    boolean connecting = false;
    boolean moreToCome = false;
    Status failure = Status.UNAVAILABLE;
    for (Link link : links.values()) {
      if (link.is(READY)) {
        names.add(link.name);
        results.add(PickResult.withSubchannel(link.subchannel));
      } else if (link.is(TRANSIENT_FAILURE)) {
        failure = link.state.getStatus();
      } else {
        connecting = true;
        // One that was lost may be gone for as long as a connection takes to fail.
        moreToCome |= !link.wasReady;
      }
    }
    if (!names.isEmpty()) {
      helper.updateBalancingState(READY, new EndpointsPicker(names, results, moreToCome, turn));
    } else if (connecting) {
      helper.updateBalancingState(CONNECTING, new FixedResultPicker(PickResult.withNoResult()));
    } else {
      helper.updateBalancingState(TRANSIENT_FAILURE, failing(failure));
    }
  }

  private static SubchannelPicker failing(Status status) {
    return new FixedResultPicker(PickResult.withError(status));
  }

  /** The connection to an endpoint. */
  private final class Link {
    private final String name;
    private final Subchannel subchannel;
    private ConnectivityStateInfo state = ConnectivityStateInfo.forNonError(IDLE);
    private boolean wasReady;

    private Link(String name, EquivalentAddressGroup endpoint) {
      this.name = name;
      this.subchannel =
          helper.createSubchannel(CreateSubchannelArgs.newBuilder().setAddresses(endpoint).build());
    }

    private void open() {
      subchannel.start(this::changed);
      subchannel.requestConnection();
    }

    private boolean is(ConnectivityState wanted) {
      return state.getState() == wanted;
    }

    private void changed(ConnectivityStateInfo next) {
      ConnectivityState now = next.getState();
      if (now == SHUTDOWN || links.get(name) != this) {
        return;
      }
      if (now == IDLE || now == TRANSIENT_FAILURE) {
        helper.refreshNameResolution();
      }
      if (now == IDLE) {
        subchannel.requestConnection();
      }
      // One that could not be reached counts so until it can be: calls do not wait for it.
      if (!is(TRANSIENT_FAILURE) || now == READY || now == TRANSIENT_FAILURE) {
        state = next;
        wasReady |= now == READY;
        update();
      }
    }
  }
}
