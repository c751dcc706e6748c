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
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.Assert.assertThrows;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.beam.sdk.util.SerializableUtils;
import org.junit.Test;

public final class HttpEndpointTest {
  @Test
  public void anEndpointHasBoundsUnlessTheyAreSet() {
    HttpEndpoint endpoint = HttpEndpoint.at("http://host:8501").build();

    assertThat(endpoint.base().toString(), is("http://host:8501"));
    assertThat(endpoint.connectTimeout(), is(Duration.ofSeconds(5)));
    assertThat(endpoint.openTimeout(), is(Duration.ofSeconds(10)));
    assertThat(endpoint.maxInFlight(), is(8));
    assertThat(endpoint.maxResponseBytes(), is(4 << 20));
    assertThat(endpoint.http2(), is(false));
    assertThat(endpoint.tokenFile(), is(Optional.empty()));
    assertThat(endpoint.caFile(), is(Optional.empty()));
  }

  @Test
  public void anEndpointHoldsWhatIsSetAndTravels() {
    HttpEndpoint endpoint =
        HttpEndpoint.at("HTTPS://host/prefix/")
            .connectTimeout(Duration.ofMillis(100))
            .openTimeout(Duration.ofSeconds(1))
            .maxInFlight(3)
            .maxResponseBytes(2048)
            .http2(true)
            .tokenFile("/t")
            .caFile("/c")
            .build();
    HttpEndpoint travelled = SerializableUtils.clone(endpoint);

    assertThat(travelled, is(endpoint));
    assertThat(travelled.hashCode(), is(endpoint.hashCode()));
    assertThat(travelled.toString(), is("https://host/prefix"));
    assertThat(travelled.resolve("/score").toString(), is("https://host/prefix/score"));
    assertThat(travelled.connectTimeout(), is(Duration.ofMillis(100)));
    assertThat(travelled.openTimeout(), is(Duration.ofSeconds(1)));
    assertThat(travelled.maxInFlight(), is(3));
    assertThat(travelled.maxResponseBytes(), is(2048));
    assertThat(travelled.http2(), is(true));
    assertThat(travelled.tokenFile(), is(Optional.of("/t")));
    assertThat(travelled.caFile(), is(Optional.of("/c")));
  }

  @Test
  public void anAddressOfAnotherFormIsRefused() {
    for (String base : List.of("", "host:8501", "ftp://host", "http:///path", "/path", "http://")) {
      assertThat(refused(() -> HttpEndpoint.at(base)), startsWith("base URI is " + base));
    }
  }

  @Test
  public void anAddressThatMayHoldASecretIsRefusedWithoutShowingIt() {
    for (String base :
        List.of(
            "http://user:s3cret@host",
            "http://host?key=s3cret",
            "http://host#s3cret",
            "http://user:s3cret@host space")) {
      String message = refused(() -> HttpEndpoint.at(base));
      assertThat(message, containsString("without user information"));
      assertThat(message, not(containsString("s3cret")));
    }
  }

  @Test
  public void settingsOutOfBoundsAreRefused() {
    HttpEndpoint.Builder builder = HttpEndpoint.at("http://host");

    assertThat(
        refused(() -> builder.connectTimeout(Duration.ZERO)),
        is("connectTimeout is PT0S; allowed: PT0.001S to PT5M"));
    assertThat(
        refused(() -> builder.openTimeout(Duration.ofHours(1))),
        is("openTimeout is PT1H; allowed: PT0.001S to PT5M"));
    assertThat(refused(() -> builder.maxInFlight(0)), is("maxInFlight is 0; allowed: 1 to 1024"));
    assertThat(
        refused(() -> builder.maxResponseBytes(1)),
        is("maxResponseBytes is 1; allowed: 1024 to 1073741824"));
    assertThat(refused(() -> builder.tokenFile("")), is("tokenFile is empty; allowed: a path"));
    assertThat(refused(() -> builder.caFile("")), is("caFile is empty; allowed: a path"));
  }

  @Test
  public void whatNeedsTlsIsRefusedWithoutIt() {
    assertThat(
        refused(() -> HttpEndpoint.at("http://host").http2(true).build()),
        startsWith("http2 is true with base URI http://host; allowed: only with https"));
    assertThat(
        refused(() -> HttpEndpoint.at("http://host").caFile("/c").build()),
        is("caFile is /c with base URI http://host; allowed: only https"));
  }

  private static String refused(Supplier<Object> setting) {
    return String.valueOf(assertThrows(IllegalArgumentException.class, setting::get).getMessage());
  }
}
