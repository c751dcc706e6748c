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

package io.weir.infrastructure.kubernetes;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import java.util.List;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.JUnit4;

/** What a cluster must never be given, whatever the variables are. */
@RunWith(JUnit4.class)
public final class ManifestPolicyTest {

  @Test
  public void nothingThatIsRenderedIsRefused() throws Exception {
    List<Manifest> all = RenderedManifests.all();
    assertThat(all, is(not(empty())));
    for (Manifest manifest : all) {
      assertThat(manifest.toString(), ManifestPolicy.violations(manifest.tree()), is(empty()));
    }
  }

  @Test
  public void aPodThatMayBeRootIsFound() throws Exception {
    assertFound("runAsNonRoot\": true", "runAsNonRoot\": false", "a pod may run as root");
  }

  @Test
  public void aContainerThatMayWriteItsFileSystemIsFound() throws Exception {
    assertFound(
        "readOnlyRootFilesystem\": true",
        "readOnlyRootFilesystem\": false",
        "container triton may write its root file system");
  }

  @Test
  public void aContainerThatMayGainRightsIsFound() throws Exception {
    assertFound(
        "allowPrivilegeEscalation\": false",
        "allowPrivilegeEscalation\": true",
        "container triton may gain rights");
  }

  @Test
  public void aContainerThatKeepsCapabilitiesIsFound() throws Exception {
    assertFound("- \"ALL\"", "- \"CHOWN\"", "container triton keeps capabilities");
  }

  @Test
  public void aContainerWithoutALimitIsFound() throws Exception {
    assertFound("\"limits\":", "\"limit\":", "container triton has no limit of memory");
  }

  @Test
  public void aSystemCallFilterThatIsOffIsFound() throws Exception {
    assertFound("\"RuntimeDefault\"", "\"Unconfined\"", "a pod may call all of the kernel");
  }

  @Test
  public void aNetworkThatIsOpenToTheInternetIsFound() {
    Manifest open =
        Manifest.of(
            "open",
            "kind: NetworkPolicy\nspec:\n  podSelector: {matchLabels: {app: a}}\n  policyTypes: [Ingress, Egress]\n"
                + "  egress: [{to: [{ipBlock: {cidr: 0.0.0.0/0}}]}]\n");
    assertThat(ManifestPolicy.violations(open.tree()), hasItem("the network is open to 0.0.0.0/0"));
  }

  @Test
  public void aNetworkRuleForEverybodyIsFound() {
    Manifest open =
        Manifest.of(
            "open",
            "kind: NetworkPolicy\nspec:\n  podSelector: {matchLabels: {app: a}}\n  policyTypes: [Ingress, Egress]\n"
                + "  ingress: [{ports: [{port: 8081}]}]\n");
    assertThat(ManifestPolicy.violations(open.tree()), hasItem("a network rule is for everybody"));
  }

  @Test
  public void aServiceThatIsReachedFromOutsideIsFound() {
    Manifest service = Manifest.of("service", "kind: Service\nspec: {type: LoadBalancer}\n");
    assertThat(
        ManifestPolicy.violations(service.tree()),
        hasItem("a service of type LoadBalancer is reached from outside"));
  }

  @Test
  public void aRoleThatMayDoEverythingIsFound() {
    Manifest role =
        Manifest.of(
            "role", "kind: Role\nrules: [{apiGroups: [''], resources: ['*'], verbs: [get]}]\n");
    assertThat(
        ManifestPolicy.violations(role.tree()), hasItem("a role has a wildcard in resources"));
  }

  private static void assertFound(String from, String to, String violation) throws Exception {
    Manifest good = RenderedManifests.named("triton_least/deployment");
    String changed = good.yaml().replace(from, to);
    assertThat("there is no " + from + " in " + good.yaml(), changed, is(not(good.yaml())));
    assertThat(
        ManifestPolicy.violations(Manifest.of("changed", changed).tree()), hasItem(violation));
  }
}
