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
package io.weir.launcher.page;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.Assert.assertThrows;

import io.weir.pipelines.InvalidSettingException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.Test;

public class LivePageTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static HttpResponse<String> get(String address) throws Exception {
    return HttpClient.newBuilder()
        .connectTimeout(PATIENCE)
        .build()
        .send(
            HttpRequest.newBuilder(URI.create(address)).timeout(PATIENCE).build(),
            HttpResponse.BodyHandlers.ofString());
  }

  @Test
  public void thePageAndTheStateAreServed() throws Exception {
    try (LivePage page = LivePage.bind(0)) {
      page.start(() -> "{\"phase\":\"running\"}");
      HttpResponse<String> html = get(page.address());
      assertThat(html.statusCode(), is(200));
      assertThat(html.body(), containsString("<title>Weir</title>"));
      HttpResponse<String> state = get(page.address() + "state");
      assertThat(state.body(), is("{\"phase\":\"running\"}"));
      assertThat(state.headers().firstValue("Cache-Control").orElse(""), is("no-store"));
      assertThat(get(page.address() + "other").statusCode(), is(404));
    }
  }

  @Test
  public void thePageNeedsNothingFromOutside() throws Exception {
    try (LivePage page = LivePage.bind(0)) {
      page.start(() -> "{}");
      String html = get(page.address()).body();
      String own = html.replace("http://www.w3.org/2000/svg", "");
      assertThat(own, not(containsString("http:")));
      assertThat(own, not(containsString("https:")));
      assertThat(own, not(containsString("src=")));
    }
  }

  @Test
  public void aPortInUseIsOneLine() {
    try (LivePage first = LivePage.bind(0)) {
      int port = URI.create(first.address()).getPort();
      InvalidSettingException refused =
          assertThrows(InvalidSettingException.class, () -> LivePage.bind(port));
      assertThat(refused.getMessage(), is("--page-port is " + port + ", which is in use"));
    }
  }

  @Test
  public void closingFreesThePort() {
    LivePage page = LivePage.bind(0);
    page.start(() -> "{}");
    String address = page.address();
    page.close();
    assertThrows(ConnectException.class, () -> get(address));
  }
}
