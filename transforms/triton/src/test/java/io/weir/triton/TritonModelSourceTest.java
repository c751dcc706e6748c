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

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.Assert.assertThrows;

import io.weir.inference.Lane;
import io.weir.inference.ModelManifest;
import io.weir.inference.SharedModels;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.beam.sdk.util.SerializableUtils;
import org.junit.Rule;
import org.junit.Test;
import org.junit.function.ThrowingRunnable;

public final class TritonModelSourceTest {
  @Rule public final OpenModel open = new OpenModel();

  @Test
  public void aSourceSaysWhatItIsMadeOfAndContactsNobody() {
    TritonModelSource source =
        Answers.source("nowhere.invalid:8001", "[::1]:8001")
            .version("3")
            .maxBatch(16)
            .batchInvariant(true)
            .build();

    assertThat(source.description().name(), is("fraud"));
    assertThat(source.description().version(), is("3"));
    assertThat(source.description().lane(), is(Lane.TRITON));
    assertThat(source.description().features(), is(List.of("a", "b")));
    assertThat(source.description().maxBatch(), is(16));
    assertThat(source.description().batchInvariant(), is(true));
    assertThat(source.id(), startsWith("triton:fraud:3:"));
    assertThat(source.toString(), is("fraud 3 (triton) at nowhere.invalid:8001,[::1]:8001"));
  }

  @Test
  public void aSourceThatTravelledOpensTheSameModel() throws Exception {
    TritonModelSource source =
        open.server().source().keepAlive(Duration.ofMinutes(5)).openTimeout(Answers.LONG).build();
    TritonModelSource travelled = SerializableUtils.clone(source);

    assertThat(travelled.id(), is(source.id()));
    try (SharedModels.Lease first = SharedModels.ofProcess().acquire(source);
        SharedModels.Lease second = SharedModels.ofProcess().acquire(travelled)) {
      assertThat(first.model() == second.model(), is(true));
    }
  }

  @Test
  public void eachSettingMakesAnotherIdAndNoneHoldsAPath() {
    List<TritonModelSource> sources =
        List.of(
            source().build(),
            source().version("2").build(),
            source().model("other").build(),
            source().features(List.of("b", "a")).build(),
            source().input("x").build(),
            source().output("p").build(),
            source().maxBatch(0).build(),
            source().batchInvariant(true).build(),
            source().openTimeout(Duration.ofSeconds(1)).build(),
            source().gzip(true).build(),
            source().keepAlive(Duration.ofMinutes(6)).build(),
            source().maxInFlight(7).build(),
            source().maxMessageBytes(1 << 20).build(),
            source().tls(TlsSettings.trustingSystem()).build(),
            source().tls(TlsSettings.trusting(Path.of("/secret/ca"))).build(),
            source().tokenFile(Path.of("/secret/token"), "key").build(),
            source().tokenFile(Path.of("/secret/token"), "key", "Bearer ").build(),
            Answers.source("other:8001").build());
    Set<String> ids = new HashSet<>();
    for (TritonModelSource source : sources) {
      ids.add(source.id());
      assertThat(source.id().contains("secret"), is(false));
      assertThat(source.toString().contains("secret"), is(false));
    }

    assertThat(ids.size(), is(sources.size()));
    assertThat(source().build().id(), is(source().build().id()));
    assertThat(source().version("latest").build().id(), is(source().build().id()));
  }

  @Test
  public void aSourceCanBeLikeAModelInAFolder() {
    String json =
        "{\"name\": \"fraud-default\", \"version\": \"2024-06-01\", \"engine\": \"onnx\","
            + " \"file\": \"model.onnx\", \"sha256\": \""
            + "0".repeat(64)
            + "\", \"features\": [\"a\", \"b\"], \"input\": \"x\", \"output\": \"p\","
            + " \"max_batch\": 32, \"batch_invariant\": true}";

    TritonModelSource source =
        TritonModelSource.at("server:8001")
            .like(ModelManifest.parse(json.getBytes(UTF_8), "test"))
            .build();

    assertThat(source.description().name(), is("fraud-default"));
    assertThat(source.description().version(), is("latest"));
    assertThat(source.description().maxBatch(), is(32));
    assertThat(source.description().batchInvariant(), is(true));
    assertThat(source.input(), is("x"));
    assertThat(source.output(), is("p"));
  }

  @Test
  public void aServerThatIsDescribedOnceServesManySources() {
    TritonServer server = TritonServer.at("server:8001").gzip(true).build();
    TritonModelSource.Builder builder = TritonModelSource.on(server);

    assertThat(
        builder.model("fraud").features(List.of("a")).build().server().equals(server), is(true));
    assertThat(TritonServer.at("server:8001").build(), is(not(server)));
    assertThrows(IllegalStateException.class, () -> builder.gzip(false));
  }

  @Test
  public void settingsAreRefusedWithWhatIsAllowed() {
    refused(
        () -> TritonModelSource.at("http://server:8001"),
        "endpoint is \"http://server:8001\"; allowed: HOST:PORT or [IPv6 ADDRESS]:PORT, port 1 to"
            + " 65535");
    refused(
        () -> TritonModelSource.at("user:password@server:8001"),
        "endpoint is \"...@server:8001\"; allowed: HOST:PORT or [IPv6 ADDRESS]:PORT, port 1 to"
            + " 65535");
    refused(
        () -> TritonModelSource.at("server:70000"),
        "endpoint is \"server:70000\"; allowed: HOST:PORT or [IPv6 ADDRESS]:PORT, port 1 to"
            + " 65535");
    refused(
        () -> TritonModelSource.at("server:1", "server:1"),
        "endpoints are [server:1, server:1]; allowed: each once");
    refused(() -> source().maxBatch(4097), "maxBatch is 4097; allowed: 0 to 4096");
    refused(() -> source().maxInFlight(0), "maxInFlight is 0; allowed: at least 1");
    refused(
        () -> source().keepAlive(Duration.ofSeconds(30)),
        "keepAlive is PT30S; allowed: at least PT5M");
    refused(
        () -> source().openTimeout(Duration.ZERO), "openTimeout is PT0S; allowed: more than zero");
    refused(
        () -> source().tokenFile(Path.of("t"), "x-bin"),
        "token metadata key is x-bin; allowed: one that neither starts with grpc- nor ends with"
            + " -bin");
    refused(
        () -> TritonModelSource.at("server:1").features(List.of("a")).build(),
        "model is not set; allowed: any value of its setter");
    refused(
        () -> TritonModelSource.at("server:1").model("fraud").build(),
        "features is not set; allowed: any value of its setter");
  }

  private static TritonModelSource.Builder source() {
    return Answers.source("server:8001");
  }

  private static void refused(ThrowingRunnable call, String message) {
    assertThat(assertThrows(IllegalArgumentException.class, call).getMessage(), is(message));
  }
}
