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

import io.grpc.LoadBalancer;
import io.grpc.LoadBalancerProvider;
import io.grpc.LoadBalancerRegistry;

/** Makes channels know the policy under which calls choose their endpoint. */
final class EndpointsBalancerProvider extends LoadBalancerProvider {
  private static final String POLICY = "weir_endpoints";

  static {
    LoadBalancerRegistry.getDefaultRegistry().register(new EndpointsBalancerProvider());
  }

  private EndpointsBalancerProvider() {}

  /** The name of the policy, known from now on. */
  static String policy() {
    return POLICY;
  }

  @Override
  public LoadBalancer newLoadBalancer(LoadBalancer.Helper helper) {
    return new EndpointsBalancer(helper);
  }

  @Override
  public String getPolicyName() {
    return POLICY;
  }

  @Override
  public boolean isAvailable() {
    return true;
  }

  @Override
  public int getPriority() {
    return 5;
  }
}
